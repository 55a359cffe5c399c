import { resample } from '../maps/resample';
import type { Rect, Size } from '../protocol/geometry';

/** Logits within this of 0 make the soft edge. */
const edgeLogits = 1;

/**
 * The coverage of one mask: logits of a square frame, of which the picture fills `content` (in the frame's own pixels, from the
 * upper left), enlarged over the padded frame and cut, so that padding never bleeds in but at its rim. 0 outside `box`.
 * @param logits side × side values, above 0 inside the object
 */
export function maskCoverage(logits: Float32Array, sidePx: number, content: Size, to: Size, box: Rect | null): Uint8Array {
  const width = Math.max(1, Math.min(sidePx, Math.ceil(content.width)));
  const height = Math.max(1, Math.min(sidePx, Math.ceil(content.height)));
  const cut = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) cut.set(logits.subarray(y * sidePx, y * sidePx + width), y * width);
  const sized = resample(cut, 1, { width, height }, to);
  const coverage = new Uint8Array(to.width * to.height);
  for (let y = 0; y < to.height; y += 1) {
    if (box && (y < Math.floor(box.y) || y >= box.y + box.height)) continue;
    for (let x = 0; x < to.width; x += 1) {
      if (box && (x < Math.floor(box.x) || x >= box.x + box.width)) continue;
      const inside = 0.5 + (sized[y * to.width + x] as number) / (2 * edgeLogits);
      coverage[y * to.width + x] = Math.round(255 * Math.min(1, Math.max(0, inside)));
    }
  }
  return coverage;
}

/**
 * Which of several masks is meant: the one whose guessed overlap is best; with a box, times the part of it that lies inside.
 * @param box in the logits' own pixels
 */
export function bestMask(logits: Float32Array, scores: Float32Array, sidePx: number, box: Rect | null): number {
  let best = 0;
  let bestWorth = -Infinity;
  for (let mask = 0; mask < scores.length; mask += 1) {
    const worth =
      (scores[mask] as number) *
      (box ? insideShare(logits.subarray(mask * sidePx * sidePx, (mask + 1) * sidePx * sidePx), sidePx, box) : 1);
    if (worth > bestWorth) {
      bestWorth = worth;
      best = mask;
    }
  }
  return best;
}

function insideShare(logits: Float32Array, sidePx: number, box: Rect): number {
  let all = 0;
  let inside = 0;
  for (let i = 0; i < logits.length; i += 1) {
    if ((logits[i] as number) <= 0) continue;
    const x = (i % sidePx) + 0.5;
    const y = Math.floor(i / sidePx) + 0.5;
    all += 1;
    if (x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height) inside += 1;
  }
  return all === 0 ? 0 : inside / all;
}
