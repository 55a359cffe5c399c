import type { Rect, Size } from '../../protocol/geometry';
import type { ThresholdCurve } from '../../protocol/recipe';
import { contourLines } from './marchingSquares';
import { stepLabel, stepThresholds, type StepThreshold } from './stepThresholds';

/** A line on which the first step changes. On its side of more change elements begin at `firstStep` or earlier. */
export interface Isoline extends StepThreshold {
  /** "starts at step 8 of 20". */
  readonly label: string;
  /** x, y, x, y … in picture pixels. */
  readonly points: Float32Array;
  readonly closed: boolean;
}

export interface IsolineSettings {
  /** The generation area, in picture pixels, over which the latents lie. */
  readonly area: Rect;
  readonly latentSize: Size;
  readonly curve: ThresholdCurve;
  /** The entries of the schedule that remain after the strength cut (see `entriesRun`). */
  readonly stepsRun: number;
  /** Draws only the lines of every so many steps; 1 or none: all of them. */
  readonly every?: number;
}

/**
 * The isolines of a latent change map at the engine's own thresholds. Between two neighbouring latent cells a line of
 * step i runs if and only if the keep-mask of step i differs between them.
 * @param preserve the map as the engine has it (`toLatents`), row-major, `latentSize`.
 */
export function isolines(preserve: Float32Array, { area, latentSize, curve, stepsRun, every = 1 }: IsolineSettings): Isoline[] {
  const { field, size } = withRim(preserve, latentSize);
  const perCell = { x: area.width / latentSize.width, y: area.height / latentSize.height };
  return stepThresholds(curve, stepsRun)
    .filter(({ firstStep }) => firstStep % every === 0)
    .flatMap((threshold) =>
      contourLines(field, size, threshold.preserve).map(({ points, closed }) => ({
        ...threshold,
        label: stepLabel(threshold),
        closed,
        // Index 1 of the rimmed field is the first cell, whose centre is half a cell from the area's edge; the rim is cut.
        points: Float32Array.from(points, (value, i) =>
          i % 2 === 0
            ? area.x + perCell.x * within(value - 0.5, latentSize.width)
            : area.y + perCell.y * within(value - 0.5, latentSize.height),
        ),
      })),
    );
}

const within = (cells: number, most: number): number => Math.min(most, Math.max(0, cells));

/** The outermost cells repeated once around, so that lines reach the area's edge. */
function withRim(values: Float32Array, { width, height }: Size): { field: Float32Array; size: Size } {
  const size = { width: width + 2, height: height + 2 };
  const field = new Float32Array(size.width * size.height);
  for (let y = 0, i = 0; y < size.height; y++) {
    const row = Math.min(height - 1, Math.max(0, y - 1)) * width;
    for (let x = 0; x < size.width; x++, i++) field[i] = values[row + Math.min(width - 1, Math.max(0, x - 1))] as number;
  }
  return { field, size };
}
