import type { Rect, Size } from '../../protocol/geometry';
import { fromScene, type Placement } from './placement';
import { reducePicture, type PremultipliedPicture } from './reducePicture';

/** A picture laid on the scene. */
export interface PlacedPicture {
  readonly picture: Size & { readonly rgba: Uint8Array };
  /** One byte a pixel of the picture, 255 = belongs to it; null: all of it does. */
  readonly cutout: Uint8Array | null;
  /** The part of the picture that is laid, in its pixels. */
  readonly crop: Rect;
  readonly placement: Placement;
  /** 0…1. */
  readonly opacity: number;
}

/**
 * What a placed picture shows within a rectangle of the scene: RGBA with straight alpha. Reduced by area, enlarged and turned
 * by bilinear sampling of colours multiplied by alpha; beyond its edge lies nothing. On whole pixels at its own size, also
 * flipped or turned
 * by quarters, its bytes are copied.
 */
export function renderPlaced(placed: PlacedPicture, rect: Rect): Uint8Array {
  const { placement, crop } = placed;
  const whole = premultiplied(placed);
  const reduced = reducePicture(whole, { width: sideAt(crop.width, placement.scaleX), height: sideAt(crop.height, placement.scaleY) });
  const back = fromScene(placement, crop);
  const [across, down] = [reduced.width / crop.width, reduced.height / crop.height];
  const out = new Uint8Array(rect.width * rect.height * 4);
  // The mapping is affine: one origin and two steps give every pixel's place.
  const origin = back({ x: rect.x + 0.5, y: rect.y + 0.5 });
  const right = back({ x: rect.x + 1.5, y: rect.y + 0.5 });
  const below = back({ x: rect.x + 0.5, y: rect.y + 1.5 });
  for (let y = 0, at = 0; y < rect.height; y += 1) {
    for (let x = 0; x < rect.width; x += 1, at += 4) {
      const u = (origin.x + x * (right.x - origin.x) + y * (below.x - origin.x)) * across;
      const v = (origin.y + x * (right.y - origin.y) + y * (below.y - origin.y)) * down;
      sample(reduced, u - 0.5, v - 0.5, out, at, placed.opacity);
    }
  }
  return out;
}

const sideAt = (side: number, scale: number): number => Math.max(1, Math.round(side * Math.abs(scale)));

function premultiplied({ picture, cutout, crop }: PlacedPicture): PremultipliedPicture {
  const data = new Float32Array(crop.width * crop.height * 4);
  for (let y = 0, to = 0; y < crop.height; y += 1) {
    let from = (crop.y + y) * picture.width + crop.x;
    for (let x = 0; x < crop.width; x += 1, from += 1, to += 4) {
      const alpha = ((picture.rgba[from * 4 + 3] as number) * (cutout ? (cutout[from] as number) : 255)) / 255;
      for (let c = 0; c < 3; c += 1) data[to + c] = ((picture.rgba[from * 4 + c] as number) * alpha) / 255;
      data[to + 3] = alpha;
    }
  }
  return { data, width: crop.width, height: crop.height };
}

/** Positions this near to a pixel's centre, in pixels, are taken for it: so much do affine steps stray. */
const strayPx = 1e-6;

function sample(picture: PremultipliedPicture, u: number, v: number, out: Uint8Array, at: number, opacity: number): void {
  const [left, fractionX] = split(u);
  const [top, fractionY] = split(v);
  let r = 0;
  let g = 0;
  let b = 0;
  let alpha = 0;
  for (let j = 0; j < 2; j += 1) {
    const y = top + j;
    const weightY = j === 0 ? 1 - fractionY : fractionY;
    if (y < 0 || y >= picture.height || weightY === 0) continue;
    for (let i = 0; i < 2; i += 1) {
      const x = left + i;
      const weight = weightY * (i === 0 ? 1 - fractionX : fractionX);
      if (x < 0 || x >= picture.width || weight === 0) continue;
      const from = (y * picture.width + x) * 4;
      r += weight * (picture.data[from] as number);
      g += weight * (picture.data[from + 1] as number);
      b += weight * (picture.data[from + 2] as number);
      alpha += weight * (picture.data[from + 3] as number);
    }
  }
  if (alpha <= 0) return;
  out[at] = Math.round((r * 255) / alpha);
  out[at + 1] = Math.round((g * 255) / alpha);
  out[at + 2] = Math.round((b * 255) / alpha);
  out[at + 3] = Math.round(alpha * opacity);
}

function split(position: number): readonly [number, number] {
  const nearest = Math.round(position);
  if (Math.abs(position - nearest) < strayPx) return [nearest, 0];
  const whole = Math.floor(position);
  return [whole, position - whole];
}
