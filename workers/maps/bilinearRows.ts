import type { Size } from '../protocol/geometry';

interface Tap {
  readonly low: number;
  readonly high: number;
  readonly weight: number;
}

/**
 * A plane at another size, row by row, so that a large one never stands whole: bilinear with half-pixel centres and without
 * antialiasing, edges repeated, as torchvision's tensor resize does by default.
 */
export class BilinearRows {
  private readonly columns: readonly Tap[];
  private readonly rows: readonly Tap[];
  private readonly row: Float32Array;

  /** @param values row-major, of size `from`. */
  constructor(
    private readonly values: Float32Array,
    private readonly from: Size,
    to: Size,
  ) {
    this.columns = taps(from.width, to.width);
    this.rows = taps(from.height, to.height);
    this.row = new Float32Array(to.width);
  }

  /** Row `y` of the plane at its new size; the array is overwritten by the next call. */
  at(y: number): Float32Array {
    const { values, columns, row } = this;
    const { low, high, weight } = this.rows[y] as Tap;
    for (let x = 0; x < row.length; x++) {
      const column = columns[x] as Tap;
      const top = mix(values, low * this.from.width, column);
      row[x] = top + (mix(values, high * this.from.width, column) - top) * weight;
    }
    return row;
  }
}

function taps(from: number, to: number): Tap[] {
  return Array.from({ length: to }, (_, i) => {
    const centre = Math.max(0, ((i + 0.5) * from) / to - 0.5);
    const low = Math.min(Math.floor(centre), from - 1);
    return { low, high: Math.min(low + 1, from - 1), weight: centre - low };
  });
}

function mix(values: Float32Array, offset: number, { low, high, weight }: Tap): number {
  const left = values[offset + low] as number;
  return left + ((values[offset + high] as number) - left) * weight;
}
