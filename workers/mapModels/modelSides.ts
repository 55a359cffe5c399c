import type { Size } from '../protocol/geometry';

/**
 * The size at which a depth network sees a picture: its shorter side is `sidePx`, the longer at most twice that, both multiples
 * of `multiplePx` and at least one.
 */
export function depthSize({ width, height }: Size, sidePx: number, multiplePx: number): Size {
  const scale = sidePx / Math.min(width, height);
  const side = (length: number) => Math.max(1, Math.round(Math.min(length * scale, 2 * sidePx) / multiplePx)) * multiplePx;
  return { width: side(width), height: side(height) };
}

/** The size at which a picture fills a square of `sidePx` with its longer side. */
export function fittedSize({ width, height }: Size, sidePx: number): Size {
  const scale = sidePx / Math.max(width, height);
  const side = (length: number) => Math.min(sidePx, Math.max(1, Math.round(length * scale)));
  return { width: side(width), height: side(height) };
}
