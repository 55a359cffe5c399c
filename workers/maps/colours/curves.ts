import type { Colours, Curve } from '../../protocol/colours';

/** sRGB's own curve (IEC 61966-2-1). */
export const srgbCurve: Curve = { kind: 'parametric', g: 2.4, a: 1 / 1.055, b: 0.055 / 1.055, c: 1 / 12.92, d: 0.04045, e: 0, f: 0 };

/** Red's, green's and blue's. */
export type Curves = readonly [Curve, Curve, Curve];

export const curvesOf = ({ curve, others }: Pick<Colours, 'curve' | 'others'>): Curves => [curve, ...(others ?? ([curve, curve] as const))];

/** Light `x^g`. */
export const powerCurve = (g: number): Curve => ({ kind: 'parametric', g, a: 1, b: 0, c: 0, d: 0, e: 0, f: 0 });

// BT.2100: the perceptual quantiser, in 10,000 cd/m².
const [m1, m2, c1, c2, c3] = [2610 / 16384, (2523 / 4096) * 128, 3424 / 4096, (2413 / 4096) * 32, (2392 / 4096) * 32];
/** BT.2408: what graphics white is in a picture of high dynamic range, in cd/m². */
const whiteNits = 203;
const pqPeak = 10_000 / whiteNits;
// BT.2100's hybrid log-gamma on its reference screen of 1000 cd/m², whose system gamma is 1.2.
const [hlgA, hlgB, hlgC, hlgGamma] = [0.17883277, 0.28466892, 0.55991073, 1.2];
const hlgPeak = 1000 / whiteNits;

/** Light up to here stays as it is; what is brighter is brought below 1, evenly and so that it can be taken back. */
const knee = 0.7;

/** Light 0…peak (1 is white) → 0…1: `k + (1 − k)·t(1 + t/T²)/(1 + t)` beyond the knee k, an extended Reinhard that begins at slope 1. */
function compressed(light: number, peak: number): number {
  if (light <= knee) return light;
  const most = (peak - knee) / (1 - knee);
  const t = Math.min(most, (light - knee) / (1 - knee));
  return knee + ((1 - knee) * t * (1 + t / most ** 2)) / (1 + t);
}

function expanded(light: number, peak: number): number {
  if (light <= knee) return light;
  const most = (peak - knee) / (1 - knee);
  const y = Math.min(1, (light - knee) / (1 - knee));
  // y(1 + t) = t + t²/T², solved for t.
  const [a, b] = [1 / most ** 2, 1 - y];
  return knee + (1 - knee) * ((Math.sqrt(b * b + 4 * a * y) - b) / (2 * a));
}

const clip = (value: number): number => (value > 0 ? (value < 1 ? value : 1) : 0);

function fromPq(x: number): number {
  const power = x ** (1 / m2);
  return pqPeak * (Math.max(0, power - c1) / (c2 - c3 * power)) ** (1 / m1);
}

function toPq(light: number): number {
  const power = Math.max(0, light / pqPeak) ** m1;
  return ((c1 + c2 * power) / (1 + c3 * power)) ** m2;
}

function fromHlg(x: number): number {
  const scene = x <= 0.5 ? (x * x) / 3 : (Math.exp((x - hlgC) / hlgA) + hlgB) / 12;
  return hlgPeak * scene ** hlgGamma;
}

function toHlg(light: number): number {
  const scene = (light / hlgPeak) ** (1 / hlgGamma);
  return scene <= 1 / 12 ? Math.sqrt(3 * scene) : hlgA * Math.log(12 * scene - hlgB) + hlgC;
}

/** The light, 0…1, that a picture's number 0…1 stands for. */
export function toLight(curve: Curve, x: number): number {
  switch (curve.kind) {
    case 'parametric': {
      const { g, a, b, c, d, e, f } = curve;
      return clip(x >= d ? Math.max(0, a * x + b) ** g + e : c * x + f);
    }
    case 'pq':
      return compressed(fromPq(x), pqPeak);
    case 'hlg':
      return compressed(fromHlg(x), hlgPeak);
    case 'sampled': {
      const at = clip(x) * (curve.light.length - 1);
      const [low, part] = [Math.floor(at), at % 1];
      const from = curve.light[low] ?? 0;
      return from + ((curve.light[low + 1] ?? from) - from) * part;
    }
  }
}

/** The number 0…1 that stands for a light 0…1: the inverse of `toLight`, the smallest where several do. */
export function fromLight(curve: Curve, light: number): number {
  switch (curve.kind) {
    case 'parametric': {
      const { g, a, b, c, d, e, f } = curve;
      const below = c > 0 ? (light - f) / c : 0;
      if (d > 0 && below < d && light < toLight(curve, d)) return clip(below);
      return a > 0 ? clip((Math.max(0, light - e) ** (1 / g) - b) / a) : 0;
    }
    case 'pq':
      return clip(toPq(expanded(light, pqPeak)));
    case 'hlg':
      return clip(toHlg(expanded(light, hlgPeak)));
    case 'sampled': {
      const { light: samples } = curve;
      let [low, high] = [0, samples.length - 1];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((samples[middle] ?? 0) < light) low = middle;
        else high = middle;
      }
      const [from, to] = [samples[low] ?? 0, samples[high] ?? 1];
      return clip((low + (to > from ? (light - from) / (to - from) : 0)) / (samples.length - 1));
    }
  }
}
