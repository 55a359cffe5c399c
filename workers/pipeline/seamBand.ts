import type { Size } from '../protocol/geometry';

/**
 * For each painted cell how many rings it lies inwards from what is kept, from 1; 0 beyond `most` rings and where nothing is painted.
 * @param painted pixels of each cell that may change. @param kept whether some of its pixels stay as they are.
 */
export function ringsInwards(painted: Int32Array, kept: Uint8Array, width: number, most: number): Uint8Array {
  const rings = new Uint8Array(painted.length);
  const touches = (cell: number, holds: (other: number) => boolean): boolean => {
    for (let row = -1; row <= 1; row++) {
      for (let column = -1; column <= 1; column++) {
        const x = (cell % width) + column;
        const other = cell + row * width + column;
        if (x >= 0 && x < width && other >= 0 && other < painted.length && holds(other)) return true;
      }
    }
    return false;
  };
  for (let ring = 1; ring <= most; ring++) {
    const found: number[] = [];
    painted.forEach((count, cell) => {
      if (count === 0 || rings[cell] !== 0) return;
      if (touches(cell, (other) => (ring === 1 ? kept[other] === 1 : rings[other] === ring - 1))) found.push(cell);
    });
    for (const cell of found) rings[cell] = ring;
  }
  return rings;
}

/** 1 for each pixel that is not kept itself and has one that is within `reachPx` along its row or its column. */
export function contourBand(isKept: (pixel: number) => boolean, { width, height }: Size, reachPx: number): Uint8Array {
  const band = new Uint8Array(width * height);
  const since = new Int32Array(width);
  // Downwards and to the right, then upwards and to the left.
  for (const forwards of [true, false]) {
    since.fill(reachPx);
    for (let row = 0; row < height; row++) {
      const begin = (forwards ? row : height - 1 - row) * width;
      let beside = reachPx;
      for (let column = 0; column < width; column++) {
        const x = forwards ? column : width - 1 - column;
        if (isKept(begin + x)) {
          beside = 0;
          since[x] = 0;
          continue;
        }
        beside += 1;
        since[x] = (since[x] as number) + 1;
        if (beside <= reachPx || (since[x] as number) <= reachPx) band[begin + x] = 1;
      }
    }
  }
  return band;
}
