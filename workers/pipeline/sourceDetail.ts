import { gaussianBlur } from '../diffusion/latents/gaussianBlur';
import { toLatents } from '../maps/toLatents';
import type { Recipe } from '../protocol/recipe';
import type { Tensor } from '../protocol/tensor';
import type { AreaFrame } from './areaFrame';
import { BilinearRows } from '../maps/bilinearRows';
import { fillSmoothly } from '../maps/fillSmoothly';
import { cellMeans, keptCells, leastCells } from './keptCells';

/** How far latents, of unit deviation, may move at full strength until the source's detail counts for 1/e; farther where less ran. */
const reach = 0.4;
/** Smoothing of that distance and of the tone, in latent cells. */
const smoothingCells = 1;

/**
 * The share of the schedule that ran for each latent cell, 0…1, or null where the result was not begun from the source itself
 * (exemplars lie over it). @param changeMap of the area, as the result is pasted by.
 */
export function cellStrengths(recipe: Recipe, frame: Pick<AreaFrame, 'area' | 'latentSize'>, changeMap: Uint8Array): Float32Array | null {
  const { method, strength } = recipe;
  const { width, height } = frame.latentSize;
  switch (method.name) {
    case 'exemplar-blend':
      return null;
    case 'image-to-image':
      return new Float32Array(width * height).fill(strength);
    case 'guided-optimisation':
      return new Float32Array(width * height).fill(1);
    default: {
      const most = method.name === 'automatic-map' ? method.encodingRatio : strength;
      return toLatents(changeMap, frame.area, frame.latentSize, recipe.mapReduction).map((preserve) => (1 - preserve) * most);
    }
  }
}

/**
 * How much of the source's detail is right for the result, cell by cell: w = l · (1 − s²). 1 where nothing happened, 0 at full strength.
 * @param likeness l by `cellLikeness`. @param strengths s, the share of the schedule that ran.
 */
export function detailWeights(likeness: Float32Array, strengths: Float32Array): Float32Array {
  return likeness.map((value, i) => value * (1 - (strengths[i] as number) ** 2));
}

/**
 * How alike result and source are, cell by cell: l = exp(−(s · d / 0.4)²), with d the root mean square by which the latents moved,
 * smoothed. The first steps set what is seen and the last its finish: the same distance is new content after a long way, and the old one
 * drawn anew after a short one.
 * @param result and @param source latents (1, channels, height, width). @param strengths s, the share of the schedule that ran.
 */
export function cellLikeness(result: Tensor, source: Tensor, strengths: Float32Array): Float32Array {
  const [, channels = 1, height = 0, width = 0] = result.shape;
  const cells = width * height;
  const squares = new Float32Array(cells);
  result.data.forEach((value, i) => {
    const moved = value - (source.data[i] as number);
    squares[i % cells] = (squares[i % cells] as number) + (moved * moved) / channels;
  });
  return gaussianBlur(squares, { width, height }, smoothingCells).map((square, i) =>
    Math.exp((-square * (strengths[i] as number) ** 2) / reach ** 2),
  );
}

interface DetailGround {
  readonly frame: Pick<AreaFrame, 'area' | 'rect' | 'source' | 'latentSize'>;
  readonly changeMap: Uint8Array;
  /** RGB of the area: the result, and the source encoded and decoded without a change. */
  readonly decoded: Uint8Array;
  readonly reconstruction: Uint8Array;
  /** By `detailWeights`. */
  readonly weights: Float32Array;
  /** 0…1. */
  readonly amount: number;
}

/**
 * Gives the result what the autoencoder took from the source: decoded + w · (source − reconstruction) + (1 − w) · tone. The
 * tone is the low-frequency part of what it took where nothing changes, continued inwards. The edited decoding does not tell it:
 * a decoder's norms and attention carry what is new into what is kept.
 * @returns RGB of the area, rounded once.
 */
export function restoreDetail({ frame, changeMap, decoded, reconstruction, weights, amount }: DetailGround): Uint8Array {
  const { area, latentSize, source } = frame;
  const shares = new BilinearRows(weights, latentSize, area);
  const tones = toneFields(frame, changeMap, reconstruction)?.map((field) => new BilinearRows(field, latentSize, area));
  const out = new Uint8Array(decoded.length);
  for (let y = 0; y < area.height; y++) {
    const share = shares.at(y);
    const tone = tones?.map((rows) => rows.at(y));
    for (let x = 0; x < area.width; x++) {
      const i = y * area.width + x;
      const weight = share[x] as number;
      const seen = source[i * 4 + 3] !== 0;
      for (let channel = 0; channel < 3; channel++) {
        const at = i * 3 + channel;
        const lost = seen ? (source[i * 4 + channel] as number) - (reconstruction[at] as number) : 0;
        const value = weight * lost + (1 - weight) * (tone?.[channel]?.[x] ?? 0);
        out[at] = Math.min(255, Math.max(0, Math.round((decoded[at] as number) + amount * value)));
      }
    }
  }
  return out;
}

/** For each channel what the surroundings lose in tone, cell by cell; null where too little of them is seen. */
function toneFields(frame: DetailGround['frame'], changeMap: Uint8Array, reconstruction: Uint8Array): readonly Float32Array[] | null {
  const { latentSize, source } = frame;
  const counts = keptCells(frame, changeMap);
  const known = Float32Array.from(counts, (count) => Math.min(1, count));
  if (known.reduce((sum, one) => sum + one, 0) < leastCells) return null;
  const spread = gaussianBlur(known, latentSize, smoothingCells);
  return [0, 1, 2].map((channel) => {
    const lack = cellMeans(frame, counts, (i) => (source[i * 4 + channel] as number) - (reconstruction[i * 3 + channel] as number));
    const sums = gaussianBlur(Float32Array.from(lack), latentSize, smoothingCells);
    const smooth = sums.map((sum, i) => ((spread[i] as number) > 0 ? sum / (spread[i] as number) : 0));
    return fillSmoothly(smooth, known, latentSize);
  });
}
