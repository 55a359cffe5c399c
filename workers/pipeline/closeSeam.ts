import { gaussianBlur } from '../diffusion/latents/gaussianBlur';
import { cellAt, isSeen } from './areaCells';
import type { AreaFrame } from './areaFrame';
import { BilinearRows } from '../maps/bilinearRows';
import { fillSmoothly } from './fillSmoothly';
import { cellMeans } from './keptCells';

/** How much of the tone is closed in the cells at the contour, in those behind them, and so on inwards. */
const fades = [1, 0.75, 0.5, 0.25];

/**
 * Closes the step in tone along the contour of the map: the low-frequency difference to the source is taken back in a narrow
 * band inside it, by as much as the result still resembles the source there. What is new up to the contour stays as it is.
 * @param edited RGB of the area. @param likeness 0…1 for each latent cell. @param amount 0…1. @returns RGB of the area, rounded once.
 */
export function closeSeam(
  edited: Uint8Array,
  frame: Pick<AreaFrame, 'area' | 'rect' | 'source' | 'latentSize'>,
  changeMap: Uint8Array,
  likeness: Float32Array,
  amount: number,
): Uint8Array {
  const { area, source, latentSize } = frame;
  const painted = new Int32Array(likeness.length);
  const kept = new Uint8Array(likeness.length);
  for (let i = 0; i < changeMap.length; i++) {
    if (!isSeen(i, frame)) continue;
    const cell = cellAt(i, area, latentSize);
    if (changeMap[i] === 0) kept[cell] = 1;
    else painted[cell] = (painted[cell] as number) + 1;
  }
  const rings = ringsInwards(painted, kept, latentSize.width);
  if (rings.every((ring) => ring === 0)) return edited;
  const known = Float32Array.from(painted, (count) => Math.min(1, count));
  const fields = [0, 1, 2].map((channel) => {
    const step = (i: number): number => (source[i * 4 + channel] as number) - (edited[i * 3 + channel] as number);
    const means = cellMeans(frame, painted, step, (i) => changeMap[i] !== 0 && isSeen(i, frame));
    const smooth = gaussianBlur(fillSmoothly(Float32Array.from(means), known, latentSize), latentSize, 0.5);
    const faded = smooth.map((value, cell) => value * (fades[(rings[cell] as number) - 1] ?? 0) * (likeness[cell] as number));
    return new BilinearRows(fillSmoothly(faded, known, latentSize), latentSize, area);
  });
  const out = edited.slice();
  for (let y = 0; y < area.height; y++) {
    const rows = fields.map((field) => field.at(y));
    for (let x = 0; x < area.width; x++) {
      const i = y * area.width + x;
      if (changeMap[i] === 0) continue;
      for (let channel = 0; channel < 3; channel++) {
        const value = (edited[i * 3 + channel] as number) + amount * (rows[channel]?.[x] ?? 0);
        out[i * 3 + channel] = Math.min(255, Math.max(0, Math.round(value)));
      }
    }
  }
  return out;
}

/** For each painted cell how many rings it lies inwards from what is kept, from 1; 0 beyond the band and where nothing is painted. */
function ringsInwards(painted: Int32Array, kept: Uint8Array, width: number): Uint8Array {
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
  for (let ring = 1; ring <= fades.length; ring++) {
    const found: number[] = [];
    painted.forEach((count, cell) => {
      if (count === 0 || rings[cell] !== 0) return;
      if (touches(cell, (other) => (ring === 1 ? kept[other] === 1 : rings[other] === ring - 1))) found.push(cell);
    });
    for (const cell of found) rings[cell] = ring;
  }
  return rings;
}
