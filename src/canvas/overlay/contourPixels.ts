import type { Rect } from '../../../workers/protocol/geometry';
import { contour, leastValue } from './overlayLook';

/** A round brush for a crossing at a quarter of a pixel. */
interface Dot {
  readonly reach: number;
  readonly cover: Uint8Array;
}

const quarters = 4;

function dot(radius: number, dx: number, dy: number): Dot {
  const reach = Math.ceil(radius + 0.5);
  const side = 2 * reach + 1;
  const cover = new Uint8Array(side * side);
  for (let y = -reach; y <= reach; y += 1)
    for (let x = -reach; x <= reach; x += 1)
      cover[(y + reach) * side + x + reach] = Math.round(255 * Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(x - dx, y - dy))));
  return { reach, cover };
}

/** Dots of one width at every quarter to the right (first four) and down (last four). */
const dots = (radius: number): readonly Dot[] => [
  ...Array.from({ length: quarters }, (_, i) => dot(radius, i / quarters, 0)),
  ...Array.from({ length: quarters }, (_, i) => dot(radius, 0, i / quarters)),
];

const known = new Map<number, { readonly black: readonly Dot[]; readonly white: readonly Dot[] }>();

function dotsFor(pixelRatio: number) {
  const made = known.get(pixelRatio) ?? {
    black: dots((contour.blackPx / 2) * pixelRatio),
    white: dots((contour.whitePx / 2) * pixelRatio),
  };
  known.set(pixelRatio, made);
  return made;
}

/** How far the contour reaches beyond the place where change begins, in device pixels. */
export const contourReachPx = (pixelRatio: number): number => Math.ceil((contour.blackPx / 2) * pixelRatio + 1.5);

function press(
  { reach, cover }: Dot,
  onto: Uint8Array,
  { width, height }: { width: number; height: number },
  cx: number,
  cy: number,
): void {
  const side = 2 * reach + 1;
  const fromX = Math.max(0, cx - reach);
  const toX = Math.min(width - 1, cx + reach);
  for (let y = Math.max(0, cy - reach); y <= Math.min(height - 1, cy + reach); y += 1) {
    let at = y * width + fromX;
    let from = (y - cy + reach) * side + fromX - cx + reach;
    for (let x = fromX; x <= toX; x += 1, at += 1, from += 1)
      if ((cover[from] as number) > (onto[at] as number)) onto[at] = cover[from] as number;
  }
}

/**
 * RGBA (straight alpha, greys only) of the line where change begins, white within black, over `rect` of the screen (device pixels).
 * Null where there is none. @param values row-major over `rect` grown by `reach` on every side. @param least from which value on, 0…255,
 * a pixel counts as one that may change
 */
export function contourPixels(
  values: Uint8Array | null,
  rect: Rect,
  reach: number,
  pixelRatio: number,
  least: number = leastValue,
): Uint8ClampedArray<ArrayBuffer> | null {
  if (!values) return null;
  const width = rect.width + 2 * reach;
  const height = rect.height + 2 * reach;
  const { black, white } = dotsFor(pixelRatio);
  let blackCover: Uint8Array | null = null;
  let whiteCover: Uint8Array | null = null;
  const cross = (from: number, to: number, x: number, y: number, first: number) => {
    const share = (least - from) / (to - from);
    const which = first + Math.min(quarters - 1, Math.floor(share * quarters));
    blackCover ??= new Uint8Array(rect.width * rect.height);
    whiteCover ??= new Uint8Array(rect.width * rect.height);
    press(black[which] as Dot, blackCover, rect, x - reach, y - reach);
    press(white[which] as Dot, whiteCover, rect, x - reach, y - reach);
  };
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      const here = values[at] as number;
      const inside = here >= least;
      if (x + 1 < width && (values[at + 1] as number) >= least !== inside) cross(here, values[at + 1] as number, x, y, 0);
      if (y + 1 < height && (values[at + width] as number) >= least !== inside) cross(here, values[at + width] as number, x, y, quarters);
    }
  }
  return blackCover && whiteCover ? laid(blackCover, whiteCover) : null;
}

function laid(blackCover: Uint8Array, whiteCover: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(blackCover.length * 4);
  for (let i = 0; i < blackCover.length; i += 1) {
    if (blackCover[i] === 0 && whiteCover[i] === 0) continue;
    const white = (contour.white * (whiteCover[i] as number)) / 255;
    const black = (contour.black * (blackCover[i] as number)) / 255;
    const alpha = white + black * (1 - white);
    const grey = (255 * white) / alpha;
    out[i * 4] = grey;
    out[i * 4 + 1] = grey;
    out[i * 4 + 2] = grey;
    out[i * 4 + 3] = 255 * alpha;
  }
  return out;
}
