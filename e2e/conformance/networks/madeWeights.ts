import type { TensorView, WeightTable } from '../../../workers/protocol/tensorView';
import { fromHalfBits, toHalfBits } from '../../../workers/weights/widen/float16';

/** Weights made up for a test: where they lie, and what they are. */
export interface MadeWeights {
  readonly table: WeightTable;
  readonly bytes: Uint8Array;
  /** The numbers as stored, rounding included. */
  readonly values: ReadonlyMap<string, Float32Array>;
}

/** One file of tensors in random order of types, at offsets that are no multiple of four. Values are seeded, about ±1. */
export function makeWeights(shapes: Readonly<Record<string, readonly number[]>>, dtype: 'F16' | 'F32' = 'F16', seed = 1): MadeWeights {
  const table = new Map<string, TensorView>();
  const values = new Map<string, Float32Array>();
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  let offset = 2;
  for (const [name, shape] of Object.entries(shapes)) {
    const count = shape.reduce((a, b) => a * b, 1);
    const numbers = Float32Array.from({ length: count }, random);
    values.set(name, dtype === 'F16' ? numbers.map((value) => fromHalfBits(toHalfBits(value))) : numbers);
    const sizeBytes = count * (dtype === 'F16' ? 2 : 4);
    table.set(name, { file: 'weights/made.safetensors', dtype, shape, offset, sizeBytes });
    offset += sizeBytes;
  }
  const bytes = new Uint8Array(offset);
  const view = new DataView(bytes.buffer);
  for (const [name, numbers] of values) {
    const at = table.get(name)?.offset ?? 0;
    numbers.forEach((value, i) =>
      dtype === 'F16' ? view.setUint16(at + 2 * i, toHalfBits(value), true) : view.setFloat32(at + 4 * i, value, true),
    );
  }
  return { table, bytes, values };
}
