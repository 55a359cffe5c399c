import type { Rect } from '../../../workers/protocol/geometry';
import type { MapFill } from '../../changemap/mapView';
import type { ScreenView } from '../scene/screenView';
import { hatching, leastValue, mist } from './overlayLook';

/** What a line of that width covers of a pixel at this distance from its middle, all in device pixels. */
const lineCover = (distance: number, width: number): number => Math.min(1, Math.max(0, width / 2 + 0.5 - Math.abs(distance)));

/** Grey and alpha, each 0…255, of the pixels of one diagonal after the other: a white line and a black one in each `spacing`. */
function diagonals(count: number, start: number, spacing: number, width: number): Uint8Array {
  const out = new Uint8Array(count * 2);
  for (let i = 0; i < count; i += 1) {
    const along = (start + i) / Math.SQRT2;
    const to = (middle: number) => {
      const off = (((along - middle) % spacing) + spacing) % spacing;
      return Math.min(off, spacing - off);
    };
    const white = hatching.white * lineCover(to(0), width);
    const black = hatching.black * lineCover(to(width), width);
    const alpha = white + black * (1 - white);
    out[2 * i] = alpha === 0 ? 0 : Math.round((255 * white) / alpha);
    out[2 * i + 1] = Math.round(255 * alpha);
  }
  return out;
}

/**
 * RGBA (straight alpha, greys only) that is laid over `rect` of the screen (device pixels) where the map has these values; null: nothing.
 * The hatching keeps its place on the picture and its distances on the screen. @param values row-major over `rect`; null: 0 everywhere
 */
export function fillPixels(fill: MapFill, values: Uint8Array | null, rect: Rect, view: ScreenView): Uint8ClampedArray<ArrayBuffer> | null {
  return fill === 'mist' ? mistPixels(values, rect) : values && hatchingPixels(values, rect, view);
}

function mistPixels(values: Uint8Array | null, { width, height }: Rect): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(width * height * 4).fill(mist.grey);
  for (let at = 0; at < width * height; at += 1) out[at * 4 + 3] = mist.opacity * (255 - (values ? (values[at] as number) : 0));
  return out;
}

function hatchingPixels(values: Uint8Array, rect: Rect, view: ScreenView): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(rect.width * rect.height * 4);
  const start = rect.x + rect.y - Math.round(view.x) - Math.round(view.y);
  const [sparse, denser, densest] = hatching.levels.map(({ spacingPx }) =>
    diagonals(rect.width + rect.height, start, spacingPx * view.pixelRatio, hatching.linePx * view.pixelRatio),
  ) as [Uint8Array, Uint8Array, Uint8Array];
  const [, second, third] = hatching.levels;
  for (let y = 0, at = 0; y < rect.height; y += 1) {
    for (let x = 0; x < rect.width; x += 1, at += 1) {
      const value = values[at] as number;
      if (value < leastValue) continue;
      const line = value >= third.from ? densest : value >= second.from ? denser : sparse;
      const alpha = line[2 * (x + y) + 1] as number;
      if (alpha === 0) continue;
      const grey = line[2 * (x + y)] as number;
      out[at * 4] = grey;
      out[at * 4 + 1] = grey;
      out[at * 4 + 2] = grey;
      out[at * 4 + 3] = alpha;
    }
  }
  return out;
}
