import { fromHalfBits, toHalfBits } from '../widen/float16';

/** Columns that share a scale. */
const blockColumns = 32;

/** Whole numbers and the scales behind them, as bytes. */
export interface Quantised {
  readonly values: Uint8Array;
  /** Halves. */
  readonly scales: Uint8Array;
}

/**
 * Quantises a matrix in blocks of 32 columns: w ≈ (q − z)·s with z = 2^(bits−1) and s = the entry of largest magnitude / −z, so that this
 * entry is met exactly and zero is zero. The last block of a row is filled up with zero.
 * @param values [rows, columns], row-major.
 * @returns values [rows, ⌈columns/32⌉, 32·bits/8], for 4 bits two a byte with the first in the low half; scales [rows · ⌈columns/32⌉].
 */
export function quantiseBlocks(values: Float32Array, rows: number, columns: number, bits: 4 | 8): Quantised {
  const blocks = Math.ceil(columns / blockColumns);
  const zero = 2 ** (bits - 1);
  const most = 2 * zero - 1;
  const blockBytes = (blockColumns * bits) / 8;
  const out = new Uint8Array(rows * blocks * blockBytes).fill(bits === 8 ? zero : (zero << 4) | zero);
  const scales = new Uint16Array(rows * blocks);
  const rounded = new Float32Array(1);
  for (let row = 0; row < rows; row++) {
    for (let block = 0; block < blocks; block++) {
      const begin = row * columns + block * blockColumns;
      const end = Math.min(begin + blockColumns, (row + 1) * columns);
      let extreme = 0;
      for (let i = begin; i < end; i++) if (Math.abs(values[i] as number) > Math.abs(extreme)) extreme = values[i] as number;
      const index = row * blocks + block;
      const half = toHalfBits(extreme / -zero);
      scales[index] = half;
      rounded[0] = fromHalfBits(half);
      const inverse = rounded[0] === 0 ? 0 : 1 / rounded[0];
      for (let i = begin; i < end; i++) {
        const q = Math.min(most, Math.max(0, Math.round((values[i] as number) * inverse) + zero));
        const place = i - begin;
        if (bits === 8) out[index * blockBytes + place] = q;
        else {
          const at = index * blockBytes + (place >> 1);
          out[at] = place % 2 === 0 ? ((out[at] as number) & 0xf0) | q : ((out[at] as number) & 0x0f) | (q << 4);
        }
      }
    }
  }
  return { values: out, scales: new Uint8Array(scales.buffer) };
}

/**
 * Quantises each row (an output channel of a convolution) to int8: w ≈ q·s with s = max|w| / 127.
 * @param values [rows, columns], row-major.
 */
export function quantiseRows(values: Float32Array, rows: number): Quantised {
  const columns = values.length / Math.max(1, rows);
  const out = new Int8Array(values.length);
  const scales = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) {
    let largest = 0;
    for (let i = row * columns; i < (row + 1) * columns; i++) largest = Math.max(largest, Math.abs(values[i] as number));
    const half = toHalfBits(largest / 127);
    scales[row] = half;
    const scale = fromHalfBits(half);
    const inverse = scale === 0 ? 0 : 1 / scale;
    for (let i = row * columns; i < (row + 1) * columns; i++)
      out[i] = Math.min(127, Math.max(-127, Math.round((values[i] as number) * inverse)));
  }
  return { values: new Uint8Array(out.buffer), scales: new Uint8Array(scales.buffer) };
}
