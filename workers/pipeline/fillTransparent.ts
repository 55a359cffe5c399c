import type { Size } from '../protocol/geometry';

/**
 * Under transparent pixels a picture's colours mean nothing (editors leave black there), and a model would paint on
 * towards them. Gives every pixel of alpha 0 the colour of the nearest pixel that shows, by city-block distance;
 * a wholly transparent picture becomes mid-grey. Returns `rgba` itself where every pixel shows.
 */
export function fillTransparent(rgba: Uint8Array, size: Size): Uint8Array {
  const pixels = size.width * size.height;
  const queue = new Int32Array(pixels);
  const known = new Uint8Array(pixels);
  let end = 0;
  for (let i = 0; i < pixels; i++) {
    if (rgba[i * 4 + 3] === 0) continue;
    known[i] = 1;
    queue[end++] = i;
  }
  if (end === pixels) return rgba;
  const out = rgba.slice();
  if (end === 0) {
    for (let i = 0; i < pixels; i++) out.fill(128, i * 4, i * 4 + 3);
    return out;
  }
  // Breadth first from everything that shows: each pixel is reached first from one of its nearest.
  for (let start = 0; start < end; start++) {
    const i = queue[start] as number;
    const x = i % size.width;
    for (const [step, allowed] of [
      [-1, x > 0],
      [1, x < size.width - 1],
      [-size.width, i >= size.width],
      [size.width, i < pixels - size.width],
    ] as const) {
      const next = i + step;
      if (!allowed || known[next]) continue;
      known[next] = 1;
      out.copyWithin(next * 4, i * 4, i * 4 + 3);
      queue[end++] = next;
    }
  }
  return out;
}
