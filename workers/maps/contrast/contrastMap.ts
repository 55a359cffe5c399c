import type { Size } from '../../protocol/geometry';
import { BilinearRows } from '../bilinearRows';
import { feather } from '../modifiers/feather';
import { connectedComponents, type Components } from './components';
import { softContrast } from './softContrast';

/** How a contrast becomes a change map. */
export interface ContrastMapKnobs {
  /** Differences from this multiple of their mean on count as full; 3 in the reference. */
  readonly clampRatio: number;
  /** 0…1 of the clamped contrast: what is above it may change; one half in the reference. */
  readonly threshold: number;
  /** Connected parts smaller than this share of the whole, 0…1, are dropped. */
  readonly leastShare: number;
  /** How far the edge falls off outwards, as a share of the longer side; 0: a hard edge. */
  readonly featherShare: number;
  /** Soft: as strong as the contrast there; else full change. */
  readonly soft: boolean;
  /** Only what lies here, or nearest to it, is kept; shares of width and height, 0…1. Null: everything. */
  readonly point: { readonly x: number; readonly y: number } | null;
}

/** A change map of the part of the picture that was looked at, at a resolution between that of the latents and the picture's. */
export interface ContrastMap extends Size {
  /** One byte a pixel, 255 = may change fully; exactly 0 outside what was found and its feather. */
  readonly values: Uint8Array;
  /** 1 where something was found, before the edge was feathered. */
  readonly found: Uint8Array;
  /** Share of the pixels that were found, 0…1. */
  readonly share: number;
}

/** The finest that the map is made, on its longer side: more shows nothing that the latents know. */
const finestSidePx = 256;
const mostPixelsPerCell = 4;
/** What lies within this share of the longer side of the point counts as being there. */
const nearPointShare = 0.04;

/**
 * From the raw differences of two texts to a clean change map (DiffEdit, step 1). As the reference normalises it: S = min(D, c·mean(D))
 * / (c·mean(D)), found where S > threshold, strictly. S is enlarged bilinearly before it is cut, so that outlines run between the latents'
 * cells. Then small parts are dropped, those away from the point too, and the edge falls off outwards within the feather's width. A lower
 * threshold never finds less. Nothing is found where nothing differs.
 * @param differences one number ≥ 0 a latent cell, row-major, of `size`.
 */
export function contrastMap(differences: Float64Array | Float32Array, size: Size, knobs: ContrastMapKnobs): ContrastMap {
  const { width, height, contrast } = enlarged(softContrast(differences, knobs.clampRatio), size);
  const bound = Math.fround(knobs.threshold);
  const above = Uint8Array.from(contrast, (value) => (value > bound ? 1 : 0));
  const found = keptParts(above, { width, height }, knobs);
  const grey = Float32Array.from(found, (kept, i) =>
    kept === 0 ? 0 : knobs.soft ? Math.max(1, Math.round(255 * (contrast[i] as number))) : 255,
  );
  const whole = { x: 0, y: 0, width, height };
  const sigmaPx = (knobs.featherShare * Math.max(width, height)) / 3;
  const values = Uint8Array.from(feather(grey, whole, whole, whole, { kind: 'feather', sigmaPx, direction: 'outwards' }), Math.round);
  return { width, height, values, found, share: found.reduce((sum, kept) => sum + kept, 0) / found.length };
}

function enlarged(contrast: Float32Array, size: Size): Size & { readonly contrast: Float32Array } {
  const longer = Math.max(size.width, size.height);
  const times = Math.max(1, Math.min(mostPixelsPerCell, Math.floor(finestSidePx / longer)));
  const [width, height] = [size.width * times, size.height * times];
  const rows = new BilinearRows(contrast, size, { width, height });
  const out = new Float32Array(width * height);
  for (let y = 0; y < height; y++) out.set(rows.at(y), y * width);
  return { width, height, contrast: out };
}

/** 1 in the parts that are large enough and, where a point is given, at it or nearest to it. */
function keptParts(above: Uint8Array, size: Size, { leastShare, point }: ContrastMapKnobs): Uint8Array {
  const components = connectedComponents(above, size);
  const large = components.areas.map((area) => area >= leastShare * above.length);
  const kept = point ? partsAt(components, large, size, { x: point.x * size.width, y: point.y * size.height }) : large;
  return Uint8Array.from(components.labels, (label) => (label >= 0 && kept[label] ? 1 : 0));
}

/** Those of the parts within reach of the point; where none is, the nearest of them. */
function partsAt(
  { labels, areas }: Components,
  among: readonly boolean[],
  { width, height }: Size,
  point: { readonly x: number; readonly y: number },
): boolean[] {
  const nearest = areas.map(() => Number.POSITIVE_INFINITY);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if (label < 0) continue;
    const apart = Math.hypot((i % width) + 0.5 - point.x, Math.floor(i / width) + 0.5 - point.y);
    if (apart < (nearest[label] as number)) nearest[label] = apart;
  }
  const least = Math.min(...nearest.filter((_, label) => among[label]));
  const reach = Math.max(least, nearPointShare * Math.max(width, height));
  return nearest.map((apart, label) => (among[label] ?? false) && apart <= reach);
}
