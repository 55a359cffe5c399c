import type { Size } from '../../protocol/geometry';
import type { LineSettings, Segment } from '../../protocol/mapSources';

/** Directions that are told apart: whole degrees. */
const angles = 180;
/** A line is followed as soon as so large a share of its least length has voted for it. */
const votedShare = 0.5;
/** So much of a line lies on it exactly, and not a pixel beside. */
const straightShare = 0.7;
const pointsBetweenPauses = 4096;

/**
 * Straight lines in a picture of edges: the progressive probabilistic Hough transform (Matas, Galambos and Kittler, 2000). Edge pixels
 * vote in random order for every line x·cos θ + y·sin θ = ρ through them; a line with votes enough is followed both ways, across gaps,
 * and its pixels are taken out with their votes, so that each edge makes one line.
 * @param edges one byte a pixel, above 0 on an edge; used up. The order is the same every time.
 * @param pause awaited every few thousand pixels; may throw to end the search.
 */
export async function straightLines(
  edges: Uint8Array,
  { width, height }: Size,
  { shortestPx, gapPx }: Pick<LineSettings, 'shortestPx' | 'gapPx'>,
  pause: () => Promise<void>,
): Promise<Segment[]> {
  const offset = Math.ceil(Math.hypot(width, height));
  const bins = 2 * offset + 1;
  const votes = new Int32Array(angles * bins);
  const cosines = Float64Array.from({ length: angles }, (_, n) => Math.cos((n * Math.PI) / angles));
  const sines = Float64Array.from({ length: angles }, (_, n) => Math.sin((n * Math.PI) / angles));
  const binOf = (n: number, x: number, y: number): number =>
    n * bins + Math.round(x * (cosines[n] as number) + y * (sines[n] as number)) + offset;
  const enough = Math.max(2, Math.round(votedShare * shortestPx));
  /** Pixels that have voted: only their votes are taken back. */
  const voted = new Uint8Array(edges.length);
  const found: Segment[] = [];
  const order = shuffled(edges);
  for (const [k, i] of order.entries()) {
    if (k % pointsBetweenPauses === 0) await pause();
    if (edges[i] === 0) continue;
    const x = i % width;
    const y = (i - x) / width;
    voted[i] = 1;
    let best = -1;
    let most = enough - 1;
    for (let n = 0; n < angles; n++) {
      const bin = binOf(n, x, y);
      const count = (votes[bin] as number) + 1;
      votes[bin] = count;
      if (count > most) [most, best] = [count, n];
    }
    if (best < 0) continue;
    const [cosine, sine] = [cosines[best] as number, sines[best] as number];
    const across = Math.abs(sine) > Math.abs(cosine);
    const slope = across ? -cosine / sine : -sine / cosine;
    /** The pixel that lies `steps` on, on the line's longer axis, and `beside` it across; −1 outside. */
    const pixelAt = (steps: number, beside: number): number => {
      const drift = Math.round(steps * slope) + beside;
      const column = across ? x + steps : x + drift;
      const row = across ? y + drift : y + steps;
      return column < 0 || row < 0 || column >= width || row >= height ? -1 : row * width + column;
    };
    // Of whole degrees none may be the line's own: its pixels may lie beside the one that is followed.
    const edgesAt = (steps: number): number[] =>
      [0, -1, 1].map((beside) => pixelAt(steps, beside)).filter((at) => at >= 0 && edges[at] !== 0);
    const reached = (way: number): { readonly steps: number; readonly at: number } => {
      let last = { steps: 0, at: i };
      for (let steps = way; Math.abs(steps - last.steps) <= gapPx + 1 && pixelAt(steps, 0) >= 0; steps += way) {
        const [at] = edgesAt(steps);
        if (at !== undefined) last = { steps, at };
      }
      return last;
    };
    const [from, to] = [reached(-1), reached(1)];
    const segment = { x1: from.at % width, y1: Math.floor(from.at / width), x2: to.at % width, y2: Math.floor(to.at / width) };
    let straight = 0;
    for (let steps = from.steps; steps <= to.steps; steps++) if (edges[pixelAt(steps, 0)] !== 0) straight += 1;
    // What is too short, or winds along beside the line, leaves its pixels to the line that they may belong to.
    if (Math.hypot(segment.x2 - segment.x1, segment.y2 - segment.y1) < shortestPx || straight < straightShare * (to.steps - from.steps))
      continue;
    for (let steps = from.steps; steps <= to.steps; steps++) {
      for (const at of edgesAt(steps)) {
        edges[at] = 0;
        if (voted[at] === 0) continue;
        const [column, row] = [at % width, Math.floor(at / width)];
        for (let n = 0; n < angles; n++) {
          const bin = binOf(n, column, row);
          votes[bin] = (votes[bin] as number) - 1;
        }
      }
    }
    found.push(segment);
  }
  return found;
}

/** The edge pixels in an order that looks random and is always the same (Fisher and Yates over a linear congruential generator). */
function shuffled(edges: Uint8Array): Uint32Array {
  let count = 0;
  for (const value of edges) if (value > 0) count += 1;
  const order = new Uint32Array(count);
  edges.forEach((value, i) => value > 0 && (order[--count] = i));
  let state = 1;
  for (let left = order.length - 1; left > 0; left--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (left + 1));
    [order[left], order[other]] = [order[other] as number, order[left] as number];
  }
  return order;
}

/**
 * Lines in white on black, one byte a pixel: a pixel wide up to 512 pixels of the longer side, as line detectors for ControlNets draw
 * them there, and by as much wider as the picture is larger.
 */
export function drawSegments(segments: readonly Segment[], { width, height }: Size): Uint8Array {
  const out = new Uint8Array(width * height);
  const thick = Math.max(1, Math.round(Math.max(width, height) / 512));
  const before = (thick - 1) >> 1;
  for (const { x1, y1, x2, y2 } of segments) {
    const steps = Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1));
    for (let step = 0; step <= steps; step++) {
      const share = steps === 0 ? 0 : step / steps;
      const left = Math.round(x1 + (x2 - x1) * share) - before;
      const top = Math.round(y1 + (y2 - y1) * share) - before;
      for (let row = Math.max(0, top); row < Math.min(height, top + thick); row++)
        out.fill(255, row * width + Math.max(0, left), row * width + Math.min(width, left + thick));
    }
  }
  return out;
}
