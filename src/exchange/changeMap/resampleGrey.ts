import type { Size } from '../../../workers/protocol/geometry';
import { axisWeights, type AxisWeights } from './axisWeights';

function alongRows(source: Uint8Array, from: Size, x: AxisWeights, width: number): Float32Array {
  const rows = new Float32Array(width * from.height);
  for (let row = 0; row < from.height; row++) {
    const last = (row + 1) * from.width - 1;
    for (let column = 0; column < width; column++) {
      const start = row * from.width + (x.first[column] as number);
      let sum = 0;
      for (let tap = 0; tap < x.taps; tap++) {
        const weight = x.weights[column * x.taps + tap] as number;
        if (weight > 0) sum += weight * (source[Math.min(start + tap, last)] as number);
      }
      rows[row * width + column] = sum;
    }
  }
  return rows;
}

/**
 * A grey picture at another size: area mean where an axis shrinks, bilinear where it grows; computed in float, rounded once.
 * @param grey from.width × from.height bytes
 * @returns to.width × to.height bytes
 */
export function resampleGrey(grey: Uint8Array, from: Size, to: Size): Uint8Array {
  const rows = alongRows(grey, from, axisWeights(from.width, to.width), to.width);
  const y = axisWeights(from.height, to.height);
  const result = new Uint8Array(to.width * to.height);
  const line = new Float32Array(to.width);
  for (let row = 0; row < to.height; row++) {
    line.fill(0);
    for (let tap = 0; tap < y.taps; tap++) {
      const weight = y.weights[row * y.taps + tap] as number;
      if (weight <= 0) continue;
      const start = Math.min((y.first[row] as number) + tap, from.height - 1) * to.width;
      for (let column = 0; column < to.width; column++) line[column] = (line[column] as number) + weight * (rows[start + column] as number);
    }
    for (let column = 0; column < to.width; column++) result[row * to.width + column] = Math.round(line[column] as number);
  }
  return result;
}
