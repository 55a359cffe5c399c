import { Fault } from '../../workers/protocol/faults';
import { encodedTensorSchema } from './caseFile';
import { decodeTensor } from './readCase';

/** What an operation computed, under the names of the case's expected values. */
export type Computed = Readonly<Record<string, unknown>>;

/**
 * The largest absolute difference over all expected values; infinite where a number is not finite. Throws where shapes differ or
 * a value is missing.
 */
export function largestDifference(expected: Readonly<Record<string, unknown>>, computed: Computed): number {
  return Math.max(0, ...Object.entries(expected).map(([name, value]) => differenceOf(name, value, computed[name])));
}

function differenceOf(name: string, expected: unknown, actual: unknown): number {
  if (actual === undefined) throw new Fault('unexpected', `“${name}” was not computed.`);
  const tensor = encodedTensorSchema.safeParse(expected);
  if (tensor.success) return differenceOf(name, nested(decodeTensor(tensor.data)), nestedIfTensor(actual));
  if (typeof expected === 'number') {
    const difference = typeof actual === 'number' ? Math.abs(expected - actual) : Number.NaN;
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  const found = nestedIfTensor(actual);
  if (!Array.isArray(expected) || !Array.isArray(found)) throw new Fault('unexpected', `“${name}” is of another kind than expected.`);
  if (expected.length !== found.length) throw new Fault('bad-shape', `“${name}” has ${found.length} values instead of ${expected.length}.`);
  return expected.reduce((most: number, value, i) => Math.max(most, differenceOf(name, value, found[i])), 0);
}

function nestedIfTensor(value: unknown): unknown {
  if (value instanceof Float32Array) return [...value];
  if (typeof value === 'object' && value !== null && 'shape' in value && 'data' in value)
    return nested(value as { data: Float32Array; shape: readonly number[] });
  return value;
}

/** Tensors are compared as nested lists, so that their shapes are compared too. */
function nested({ data, shape }: { data: Float32Array; shape: readonly number[] }): unknown {
  const [side, ...rest] = shape;
  if (side === undefined) return data[0];
  const length = data.length / side;
  return Array.from({ length: side }, (_, i) => nested({ data: data.subarray(i * length, (i + 1) * length), shape: rest }));
}
