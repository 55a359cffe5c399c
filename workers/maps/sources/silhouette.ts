import type { Rect, Size } from '../../protocol/geometry';
import { squaredDistances } from '../distance';
import { easings, type Easing } from '../gradientFill';
import { roundedByte } from '../modifiers/roundedByte';
import { expandRect } from '../rects';

/** Alpha from which a pixel belongs to the silhouette. */
const insideFrom = 128;

/** How an exemplar's silhouette becomes its change map. */
export interface SilhouetteSettings {
  /** Width of the band around the silhouette in which the map falls to 0, in pixels. */
  readonly bandPx: number;
  readonly easing: Easing;
}

/** A part of a map: everything outside is 0. */
export interface MapPart {
  readonly rect: Rect;
  readonly values: Uint8Array;
}

/**
 * The change map that an exemplar starts from: 255 where its alpha is at least a half, and where the exemplar enters; around
 * it, at the distance d (centre to centre) from the nearest such pixel, 255·(1 − easing(min(1, d/band))), never less than the
 * alpha itself; exactly 0 from `bandPx` on where the exemplar is transparent.
 * @param alpha one byte a pixel of `rect`, the exemplar's rectangle on the scene, which may reach beyond it.
 * @returns the part of the scene that is not 0, or null where the exemplar lies wholly outside.
 */
export function silhouette(alpha: Uint8Array, rect: Rect, scene: Size, { bandPx, easing }: SilhouetteSettings): MapPart | null {
  const band = Math.ceil(bandPx);
  const right = Math.min(scene.width, rect.x + rect.width + band);
  const bottom = Math.min(scene.height, rect.y + rect.height + band);
  const x = Math.max(0, rect.x - band);
  const y = Math.max(0, rect.y - band);
  if (right <= x || bottom <= y || !alpha.some((value) => value > 0)) return null;
  const to: Rect = { x, y, width: right - x, height: bottom - y };
  // Distances are taken on the exemplar and its band, also where they leave the scene: what lies just outside falls off inside.
  const around = bandAround(rect, band);
  const alphaAt = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= rect.width || row >= rect.height ? 0 : (alpha[row * rect.width + column] as number);
  const squares = squaredDistances(around, (i) => alphaAt((i % around.width) - band, Math.floor(i / around.width) - band) >= insideFrom);
  const ease = easings[easing];
  const values = new Uint8Array(to.width * to.height);
  for (let row = 0, i = 0; row < to.height; row++) {
    let at = (to.y + row - around.y) * around.width + to.x - around.x;
    for (let column = 0; column < to.width; column++, i++, at++) {
      const own = alphaAt(to.x + column - rect.x, to.y + row - rect.y);
      const distance = Math.sqrt(squares[at] as number);
      const falloff = distance === 0 ? 255 : distance >= bandPx ? 0 : 255 * (1 - ease(distance / bandPx));
      values[i] = Math.max(own, roundedByte(falloff));
    }
  }
  return { rect: to, values };
}

function bandAround(rect: Rect, band: number): Rect {
  const side = Number.MAX_SAFE_INTEGER;
  const shifted = expandRect({ ...rect, x: band, y: band }, band, { width: side, height: side });
  return { ...shifted, x: rect.x - band, y: rect.y - band };
}
