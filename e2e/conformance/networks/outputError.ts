import { Fault } from '../../../workers/protocol/faults';
import type { Tensor } from '../../../workers/protocol/tensor';
import { expectedOutputSchema } from './networkCase';

/**
 * How far outputs are from what is expected, relative to its size: by the largest difference, or by the root of the mean square. The
 * largest of all outputs'; infinite where a number is none, or a whole number is another one.
 */
export function outputError(expected: Readonly<Record<string, unknown>>, got: ReadonlyMap<string, Tensor>, measure: 'max' | 'rms'): number {
  return Math.max(...Object.entries(expected).map(([name, value]) => errorOf(name, value, got.get(name), measure)));
}

function errorOf(name: string, expected: unknown, got: Tensor | undefined, measure: 'max' | 'rms'): number {
  if (!got) throw new Fault('unexpected', `“${name}” was not computed.`);
  const wanted = expectedOutputSchema.parse(expected);
  if (wanted.shape.join() !== got.shape.join())
    throw new Fault('bad-shape', `“${name}” is (${got.shape.join(', ')}) instead of (${wanted.shape.join(', ')}).`);
  if ('values' in wanted) return wanted.values.every((value, i) => got.data[i] === value) ? 0 : Number.POSITIVE_INFINITY;
  const stride = wanted.stride ?? 1;
  const bytes = Buffer.from(wanted.float32, 'base64');
  if (bytes.length / 4 !== Math.ceil(got.data.length / stride))
    throw new Fault('bad-shape', `“${name}” expects ${bytes.length / 4} elements.`);
  let [largest, largestExpected, squares, squaresExpected] = [0, 0, 0, 0];
  for (let i = 0; i < bytes.length / 4; i++) {
    const value = bytes.readFloatLE(4 * i);
    const difference = Math.abs((got.data[i * stride] ?? Number.NaN) - value);
    if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, difference);
    largestExpected = Math.max(largestExpected, Math.abs(value));
    squares += difference ** 2;
    squaresExpected += value ** 2;
  }
  return measure === 'max' ? largest / largestExpected : Math.sqrt(squares / squaresExpected);
}
