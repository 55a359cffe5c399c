import type { Size } from '../protocol/geometry';

/** For each output sample: the first input sample it takes part of, and the weights from there on. */
interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weights: Float64Array;
  readonly stride: number;
}

/**
 * Brings planes of numbers (`planes` × height × width, row-major) to another size: the mean of the covered area where
 * a side shrinks, Catmull-Rom where it grows, an exact copy where it stays. Values at the border extend outwards.
 */
export function resample(data: Float32Array, planes: number, from: Size, to: Size): Float32Array {
  const wide = from.width === to.width ? data : resampleRows(data, planes * from.height, from.width, axisTaps(from.width, to.width));
  if (from.height === to.height) return wide === data ? data.slice() : wide;
  return resampleColumns(wide, planes, from.height, to.width, axisTaps(from.height, to.height));
}

function axisTaps(from: number, to: number): Taps {
  return to < from ? areaTaps(from, to) : cubicTaps(from, to);
}

function emptyTaps(to: number, stride: number): Taps {
  return { first: new Int32Array(to), count: new Int32Array(to), weights: new Float64Array(to * stride), stride };
}

function areaTaps(from: number, to: number): Taps {
  const scale = from / to;
  const taps = emptyTaps(to, Math.ceil(scale) + 2);
  for (let i = 0; i < to; i++) {
    const start = i * scale;
    const end = Math.min(from, start + scale);
    const first = Math.floor(start);
    taps.first[i] = first;
    taps.count[i] = Math.ceil(end) - first;
    for (let k = 0; first + k < end; k++) {
      taps.weights[i * taps.stride + k] = (Math.min(end, first + k + 1) - Math.max(start, first + k)) / (end - start);
    }
  }
  return taps;
}

function cubicTaps(from: number, to: number): Taps {
  const scale = from / to;
  const taps = emptyTaps(to, 4);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale - 0.5;
    const base = Math.floor(centre);
    const first = Math.min(Math.max(base - 1, 0), from - 1);
    const last = Math.min(Math.max(base + 2, 0), from - 1);
    taps.first[i] = first;
    taps.count[i] = last - first + 1;
    for (let k = -1; k <= 2; k++) {
      const slot = i * 4 + Math.min(Math.max(base + k, first), last) - first;
      taps.weights[slot] = (taps.weights[slot] as number) + catmullRom(centre - base - k);
    }
  }
  return taps;
}

/** Keys' cubic with a = −1/2. */
function catmullRom(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

function resampleRows(data: Float32Array, rows: number, width: number, taps: Taps): Float32Array {
  const to = taps.first.length;
  const out = new Float32Array(rows * to);
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < to; x++) {
      const start = row * width + (taps.first[x] as number);
      let sum = 0;
      for (let k = 0; k < (taps.count[x] as number); k++)
        sum += (data[start + k] as number) * (taps.weights[x * taps.stride + k] as number);
      out[row * to + x] = sum;
    }
  }
  return out;
}

function resampleColumns(data: Float32Array, planes: number, height: number, width: number, taps: Taps): Float32Array {
  const to = taps.first.length;
  const out = new Float32Array(planes * to * width);
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < to; y++) {
      const target = (plane * to + y) * width;
      for (let k = 0; k < (taps.count[y] as number); k++) {
        const weight = taps.weights[y * taps.stride + k] as number;
        const start = (plane * height + (taps.first[y] as number) + k) * width;
        for (let x = 0; x < width; x++) out[target + x] = (out[target + x] as number) + weight * (data[start + x] as number);
      }
    }
  }
  return out;
}
