interface Vector {
  readonly x: number;
  readonly y: number;
}

/** A position on the map, in pixels, and how hard the pen presses there, 0…1 (a mouse: 1). */
export interface PathPoint extends Vector {
  readonly pressure: number;
}

const minus = (a: Vector, b: Vector): Vector => ({ x: a.x - b.x, y: a.y - b.y });
const length = (v: Vector): number => Math.hypot(v.x, v.y);

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** A tangent no longer than the piece it bends, so that uneven samples cannot make a loop. */
function limited(tangent: Vector, longest: number): Vector {
  const own = length(tangent);
  return own > longest && own > 0 ? { x: (tangent.x / own) * longest, y: (tangent.y / own) * longest } : tangent;
}

/** The point at t of the cubic Hermite piece from p to q with tangents m and n. */
function hermite(p: PathPoint, m: Vector, q: PathPoint, n: Vector, t: number): PathPoint {
  const t2 = t * t;
  const t3 = t2 * t;
  const a = 2 * t3 - 3 * t2 + 1;
  const b = t3 - 2 * t2 + t;
  const c = 3 * t2 - 2 * t3;
  const d = t3 - t2;
  return { x: a * p.x + b * m.x + c * q.x + d * n.x, y: a * p.y + b * m.y + c * q.y + d * n.y, pressure: mix(p.pressure, q.pressure, t) };
}

/** The share of the diameter between dabs at which a stroke looks like one line. */
export const defaultSpacing = 0.12;

/**
 * Space between dabs, in pixels: that share of the diameter, at least a pixel, and less for large brushes, so that with the usual
 * spacing a hard edge shows no scallops (about ¼ px deep at most).
 */
export function dabSpacingPx(diameterPx: number, spacing = defaultSpacing): number {
  return Math.max(1, Math.min(spacing * diameterPx, (spacing / defaultSpacing) * Math.sqrt(diameterPx)));
}

/**
 * Turns the samples of a pointer into dab positions at equal distances on a smooth curve through them
 * (Catmull-Rom tangents, the newest end without a look ahead, so that the stroke never lags a sample behind).
 */
export class StrokePath {
  readonly #spacingPx: number;
  readonly #stabiliser: number;
  #previous: PathPoint | null = null;
  #last: PathPoint | null = null;
  #raw: PathPoint | null = null;
  /** Way since the last dab, in pixels. */
  #since = 0;

  /** `stabiliser` 0…1: how much of the way to the hand each sample leaves out. */
  constructor(spacingPx: number, stabiliser = 0) {
    this.#spacingPx = spacingPx;
    this.#stabiliser = Math.min(0.9, stabiliser);
  }

  /** Takes a sample; returns the dabs that it adds. The first one gives a dab where it lies. */
  add(sample: PathPoint): readonly PathPoint[] {
    this.#raw = sample;
    const last = this.#last;
    if (!last) {
      this.#last = sample;
      return [sample];
    }
    const follow = 1 - this.#stabiliser;
    return this.#extendTo(last, { x: mix(last.x, sample.x, follow), y: mix(last.y, sample.y, follow), pressure: sample.pressure });
  }

  /** The dabs that bring the stroke to where the hand let go, the very end included. */
  finish(): readonly PathPoint[] {
    const last = this.#last;
    const raw = this.#raw;
    if (!last || !raw) return [];
    const dabs = length(minus(raw, last)) > 0 ? this.#extendTo(last, raw) : [];
    return this.#since > 0.01 ? [...dabs, raw] : dabs;
  }

  #extendTo(from: PathPoint, to: PathPoint): readonly PathPoint[] {
    const chord = length(minus(to, from));
    if (chord === 0) return [];
    const before = this.#previous;
    const startTangent = before ? limited({ x: (to.x - before.x) / 2, y: (to.y - before.y) / 2 }, chord) : minus(to, from);
    const dabs = this.#walk(from, startTangent, to, minus(to, from), chord);
    this.#previous = from;
    this.#last = to;
    return dabs;
  }

  /** Walks the curve in steps well below the spacing and sets a dab whenever the way since the last one reaches it. */
  #walk(from: PathPoint, startTangent: Vector, to: PathPoint, endTangent: Vector, chord: number): readonly PathPoint[] {
    const dabs: PathPoint[] = [];
    const steps = Math.max(1, Math.ceil((chord * 4) / this.#spacingPx));
    let at = from;
    for (let step = 1; step <= steps; step += 1) {
      const next = step === steps ? to : hermite(from, startTangent, to, endTangent, step / steps);
      let left = length(minus(next, at));
      while (this.#since + left >= this.#spacingPx) {
        const share = (this.#spacingPx - this.#since) / left;
        at = { x: mix(at.x, next.x, share), y: mix(at.y, next.y, share), pressure: mix(at.pressure, next.pressure, share) };
        dabs.push(at);
        left = length(minus(next, at));
        this.#since = 0;
      }
      this.#since += left;
      at = next;
    }
    return dabs;
  }
}
