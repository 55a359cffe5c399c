import type { ByteFile } from '../../protocol/byteFile';
import type { TensorView, WeightTable } from '../../protocol/tensorView';

const path = 'trial.weights';
const bytesPerNumber = 4;

/** A prime: rows and groups of no length begin with the same number twice in a row. */
const period = 1009;
const wave = Float32Array.from({ length: period }, (_, i) => Math.sin(0.731 * i) * Math.cos(0.0137 * i * i));

/** Numbers between −1 and 1, the same every time; another phase gives others. */
export function waves(count: number, phase: number): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = wave[(i + 97 * phase) % period] as number;
  return values;
}

/** Weights made up in memory, as though they lay in one file of a checkpoint. */
export interface TrialWeights {
  readonly table: WeightTable;
  readonly bytes: Uint8Array;
  readonly file: ByteFile;
}

/** @param shapes by parameter; matrices are scaled so that what comes out is about as large as what goes in, norms lie around 1. */
export function trialWeights(shapes: ReadonlyMap<string, readonly number[]>): TrialWeights {
  const table = new Map<string, TensorView>();
  const parts: Float32Array[] = [];
  let offset = 0;
  for (const [name, shape] of shapes) {
    const count = shape.reduce((product, side) => product * side, 1);
    const columns = count / (shape[0] ?? 1);
    const values = waves(count, shape.length + 2);
    parts.push(values.map((value) => (shape.length > 1 ? (2 * value) / Math.sqrt(columns) : 1 + value / 4)));
    table.set(name, { file: path, dtype: 'F32', shape, offset, sizeBytes: count * bytesPerNumber });
    offset += count * bytesPerNumber;
  }
  const bytes = new Uint8Array(offset);
  for (const [i, view] of [...table.values()].entries()) bytes.set(new Uint8Array(parts[i]?.buffer as ArrayBuffer), view.offset);
  const read = (begin: number, end: number): Promise<Uint8Array> => Promise.resolve(bytes.slice(begin, end));
  return { table, bytes, file: { path, sizeBytes: offset, read } };
}
