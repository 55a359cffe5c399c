import type { PngHeader } from './pngHeader';

/** One sweep over the picture: row r, column c of the pass is the pixel (x0 + c·stepX, y0 + r·stepY). */
export interface Pass {
  readonly x0: number;
  readonly y0: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly width: number;
  readonly height: number;
  /** Bytes of a row without its filter byte. */
  readonly rowBytes: number;
}

const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The passes of a picture that hold pixels: one, or up to seven where it is interlaced (Adam7). */
export function passesOf(header: PngHeader): Pass[] {
  const bitsPerPixel = header.channels * header.depth;
  const sweeps = header.interlaced ? adam7 : ([[0, 0, 1, 1]] as const);
  return sweeps
    .map(([x0, y0, stepX, stepY]) => {
      const width = Math.ceil((header.width - x0) / stepX);
      const height = Math.ceil((header.height - y0) / stepY);
      return { x0, y0, stepX, stepY, width, height, rowBytes: Math.ceil((width * bitsPerPixel) / 8) };
    })
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

/** Bytes that the compressed data of a picture must hold: every row with its filter byte. */
export function filteredBytes(passes: readonly Pass[]): number {
  return passes.reduce((sum, pass) => sum + pass.height * (pass.rowBytes + 1), 0);
}
