import type { Rect, Size } from '../../../workers/protocol/geometry';

/** How new area is filled before the model paints it: the outermost pixels drawn out, or the picture mirrored at its edges. */
export type ExtensionFill = 'edges' | 'mirror';

/** What an extension was made with, so that it can be made again. */
export interface Extension {
  readonly fill: ExtensionFill;
  /** Largest step of the noise up or down, 0…255: without it the drawn-out lines would be taken for content. */
  readonly noise: number;
  /** Of the noise, 32 bits. */
  readonly seed: number;
}

/** The picture index that a place beyond its edge takes its pixel from, along one axis. */
function sourceIndex(at: number, length: number, fill: ExtensionFill): number {
  if (fill === 'edges') return Math.min(length - 1, Math.max(0, at));
  const period = 2 * length;
  const within = ((at % period) + period) % period;
  return within < length ? within : period - 1 - within;
}

/** A small generator (xorshift32) whose numbers depend on the seed alone. */
function noiseBytes(seed: number): () => number {
  let state = seed >>> 0 || 0x9e37_79b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 8) / 0x100_0000;
  };
}

/**
 * The picture (RGBA) in another frame, given in its own pixels: what it shows is copied byte for byte, what lies beyond is filled
 * opaquely, with noise that grows from nothing at the old edge to its full size 32 pixels further out.
 */
export function framePicture(rgba: Uint8Array, size: Size, frame: Rect, { fill, noise, seed }: Extension): Uint8Array {
  const out = new Uint8Array(frame.width * frame.height * 4);
  const random = noiseBytes(seed);
  for (let y = 0, to = 0; y < frame.height; y += 1) {
    const sy = frame.y + y;
    const row = sourceIndex(sy, size.height, fill) * size.width;
    const outsideY = Math.max(0, -sy, sy - size.height + 1);
    for (let x = 0; x < frame.width; x += 1, to += 4) {
      const sx = frame.x + x;
      const from = (row + sourceIndex(sx, size.width, fill)) * 4;
      const outside = Math.max(outsideY, -sx, sx - size.width + 1);
      if (outside <= 0) {
        for (let c = 0; c < 4; c += 1) out[to + c] = rgba[from + c] as number;
        continue;
      }
      const most = noise * Math.min(1, outside / 32);
      for (let c = 0; c < 3; c += 1)
        out[to + c] = Math.min(255, Math.max(0, Math.round((rgba[from + c] as number) + (2 * random() - 1) * most)));
      out[to + 3] = 255;
    }
  }
  return out;
}
