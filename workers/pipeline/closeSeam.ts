import { gaussianBlur } from '../diffusion/latents/gaussianBlur';
import { BilinearRows } from '../maps/bilinearRows';
import { eachPixel, isSeen } from './areaCells';
import type { AreaFrame } from './areaFrame';
import { fillSmoothly } from '../maps/fillSmoothly';
import { cellMeans } from './keptCells';
import { contourBand, ringsInwards } from './seamBand';

/** How much of the tone is closed in the cells at the contour, in those behind them, and so on inwards. */
const fades = [1, 0.75, 0.5, 0.25];
/** A step along the contour of so many bytes is closed by 1/e only: a larger one is what was asked for, not a rim. */
const rimBytes = 16;
/** Over how many cells along the contour a step is averaged before it is judged: the standard deviation. */
const alongCells = 4;

type Planes = readonly Float32Array[];

/**
 * Closes the step in tone along the contour of the map, in a narrow band inside it. What the step is on the whole, averaged along the
 * contour, decides whether it is a rim: g = exp(−(t/16)²), t in bytes. Cell by cell the low-frequency difference to the source is then
 * taken back by g · l, l the likeness there; of what remains on the whole along the contour g · (1 − (1 − L)²), L the likeness on the
 * whole. So no step is left under an unchanged prompt, while what is new up to the contour stays as it is.
 * @param edited RGB of the area. @param likeness l, 0…1 for each latent cell. @param amount 0…1. @returns RGB of the area, rounded once.
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
  const near = new Int32Array(likeness.length);
  /** 2 in the band along the contour, 1 elsewhere where the picture may change, 0 for all that is kept or not seen. */
  const stays = (i: number): boolean => changeMap[i] === 0 && isSeen(i, frame);
  const places = contourBand(stays, area, Math.max(1, Math.round(area.width / latentSize.width)));
  eachPixel(area, latentSize, (i, cell) => {
    if (changeMap[i] === 0 || !isSeen(i, frame)) {
      if (stays(i)) kept[cell] = 1;
      places[i] = 0;
      return;
    }
    painted[cell] = (painted[cell] as number) + 1;
    near[cell] = (near[cell] as number) + (places[i] as number);
    places[i] = 1 + (places[i] as number);
  });
  const rings = ringsInwards(painted, kept, latentSize.width, fades.length);
  if (rings.every((ring) => ring === 0)) return edited;

  const known = Float32Array.from(painted, (count) => Math.min(1, count));
  const inwards = Float32Array.from(rings, (ring) => fades[ring - 1] ?? 0);
  const step = (i: number, channel: number): number => (source[i * 4 + channel] as number) - (edited[i * 3 + channel] as number);
  const takes = (i: number): boolean => places[i] !== 0;
  const inBand = (i: number): boolean => places[i] === 2;
  /** What is taken back of a field of cells, pixel by pixel. */
  const rowsOf = (fields: Planes): BilinearRows[] =>
    fields.map((field) => new BilinearRows(fillSmoothly(field, known, latentSize), latentSize, area));

  const whole = alongContour(
    [0, 1, 2].map((channel) => cellMeans(frame, near, (i) => step(i, channel), inBand)),
    near,
    latentSize,
  );
  const gates = rimsOf(whole);
  const fine = [0, 1, 2].map((channel) => {
    const means = Float32Array.from(cellMeans(frame, painted, (i) => step(i, channel), takes));
    const smooth = gaussianBlur(fillSmoothly(means, known, latentSize), latentSize, 0.5);
    return smooth.map((value, i) => value * (likeness[i] as number) * (gates[i] as number) * (inwards[i] as number));
  });
  const left = fine.map((field, channel) => {
    const [rows] = rowsOf([field]);
    let row: Float32Array = new Float32Array(0);
    let at = -1;
    const remaining = (i: number): number => {
      const y = Math.floor(i / area.width);
      if (y !== at && rows) {
        row = rows.at(y);
        at = y;
      }
      return step(i, channel) - (row[i % area.width] as number);
    };
    return cellMeans(frame, near, remaining, inBand);
  });
  const rest = alongContour(left, near, latentSize);
  const restGates = rimsOf(rest);
  const [alike = likeness] = alongContour([likeness], near, latentSize);
  const closing = fine.map((field, channel) =>
    field.map((value, i) => {
      const share = (restGates[i] as number) * (1 - (1 - (alike[i] as number)) ** 2);
      return value + (rest[channel]?.[i] as number) * share * (inwards[i] as number);
    }),
  );

  const out = edited.slice();
  const planes = rowsOf(closing);
  for (let y = 0; y < area.height; y++) {
    const rows = planes.map((plane) => plane.at(y));
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

/** Means over cells, averaged along the contour: each cell counts as often as it has pixels there. */
function alongContour(means: readonly ArrayLike<number>[], near: Int32Array, size: AreaFrame['latentSize']): Planes {
  const counts = gaussianBlur(Float32Array.from(near), size, alongCells);
  return means.map((plane) => {
    const sums = gaussianBlur(
      Float32Array.from(plane, (mean: number, i) => mean * (near[i] as number)),
      size,
      alongCells,
    );
    return sums.map((sum, i) => ((counts[i] as number) > 1e-6 ? sum / (counts[i] as number) : 0));
  });
}

/** How far a step is a rim, 0…1, cell by cell. */
function rimsOf(planes: Planes): Float32Array {
  const squares = new Float32Array(planes[0]?.length ?? 0);
  for (const plane of planes) plane.forEach((value, i) => (squares[i] = (squares[i] as number) + (value * value) / planes.length));
  return squares.map((square) => Math.exp(-square / rimBytes ** 2));
}
