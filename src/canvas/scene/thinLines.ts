import type { Size } from '../../../workers/protocol/geometry';
import type { NumberedLine } from './isolineLabels';

interface ThinningRoom {
  /** What is seen, in device pixels. */
  readonly size: Size;
  /** Lines nearer to each other than this blur into one, in device pixels. */
  readonly apartPx: number;
  /** Numbers of the lines that are labelled: they are drawn before others. */
  readonly labelled: ReadonlySet<number>;
}

/** Runs shorter than this many times the distance are specks rather than lines. */
const leastRun = 4;

/**
 * The step lines without the stretches that run nearer than `apartPx` to a line of another number, as on steep edges of the map: there
 * one line is left, a labelled one before others, as contours of a cliff are left out on a map. A line whole in the open is kept as it is.
 * @returns open polylines (x, y, x, y … in device pixels); a closed line that is kept whole ends where it began.
 */
export function thinLines(lines: readonly NumberedLine[], { size, apartPx, labelled }: ThinningRoom): number[][] {
  const across = Math.ceil(size.width / apartPx) + 2;
  const down = Math.ceil(size.height / apartPx) + 2;
  // Which line's number passes through a cell, with a rim of one cell around what is seen; 0: none.
  const taken = new Int32Array(across * down);
  const order = [...lines].sort((a, b) => Number(labelled.has(b.number)) - Number(labelled.has(a.number)) || b.number - a.number);
  return order.flatMap((line) => {
    const cells: number[] = [];
    const runs: number[][] = [];
    let run: number[] = [];
    let isWhole = true;
    const end = (): void => {
      if (run.length >= 4 && lengthOf(run) >= leastRun * apartPx) runs.push(run);
      run = [];
    };
    for (const [x, y] of walked(line, apartPx / 2)) {
      const [column, row] = [Math.floor(x / apartPx) + 1, Math.floor(y / apartPx) + 1];
      if (column < 1 || row < 1 || column >= across - 1 || row >= down - 1) {
        run.push(x, y);
        continue;
      }
      const at = row * across + column;
      if (isNearAnother(taken, at, across, line.number)) {
        isWhole = false;
        end();
      } else {
        run.push(x, y);
        cells.push(at);
      }
    }
    end();
    for (const at of cells) taken[at] = line.number;
    return isWhole ? [asItIs(line)] : runs;
  });
}

function asItIs({ points, closed }: NumberedLine): number[] {
  const whole = Array.from(points);
  return closed ? [...whole, ...whole.slice(0, 2)] : whole;
}

function isNearAnother(taken: Int32Array, at: number, across: number, number: number): boolean {
  for (let row = at - across; row <= at + across; row += across)
    for (let cell = row - 1; cell <= row + 1; cell += 1) {
      const other = taken[cell] as number;
      if (other !== 0 && other !== number) return true;
    }
  return false;
}

/** Points along a line, no further apart than `stepPx`, its own among them. */
function* walked({ points, closed }: NumberedLine, stepPx: number): Generator<readonly [number, number]> {
  const count = points.length / 2;
  for (let i = 0; i < count - (closed ? 0 : 1); i += 1) {
    const [x0, y0] = [points[2 * i] as number, points[2 * i + 1] as number];
    const next = (i + 1) % count;
    const [dx, dy] = [(points[2 * next] as number) - x0, (points[2 * next + 1] as number) - y0];
    const parts = Math.max(1, Math.ceil(Math.hypot(dx, dy) / stepPx));
    for (let part = 0; part < parts; part += 1) yield [x0 + (dx * part) / parts, y0 + (dy * part) / parts];
  }
  const last = closed ? 0 : count - 1;
  if (count > 0) yield [points[2 * last] as number, points[2 * last + 1] as number];
}

function lengthOf(run: readonly number[]): number {
  let sum = 0;
  for (let i = 2; i < run.length; i += 2)
    sum += Math.hypot((run[i] as number) - (run[i - 2] as number), (run[i + 1] as number) - (run[i - 1] as number));
  return sum;
}
