import { Fault } from '../../protocol/faults';
import type { TensorView } from '../../protocol/tensorView';
import { notNumbers } from '../checkpointFaults';
import { decodeFloats } from '../widen/decodeFloats';
import { toHalfBits } from '../widen/float16';
import { quantiseBlocks, quantiseRows, type Quantised } from './quantiseBlocks';
import { tr } from '../../texts/texts';

/** What becomes of a tensor: see `Rewriting` of the graphs that ask for it. */
export type RewrittenType = 'float16' | 'float32' | 'rows8' | 'blocks8' | 'blocks4';

const largestHalf = 65504;

/**
 * Makes a tensor anew in another type. Weights that are not finite, or too large for halves, are faults: they would spoil every picture.
 * @param read gives the bytes of a view.
 * @param name what the tensor is called in sentences.
 */
export async function rewriteTensor(
  { from, to }: { readonly from: TensorView; readonly to: RewrittenType },
  read: (view: TensorView) => Promise<Uint8Array>,
  name: string | null = null,
): Promise<{ readonly values: Uint8Array; readonly scales: Uint8Array | null }> {
  const values = await scaled(from, read);
  const [rows = 1] = from.shape;
  const columns = values.length / Math.max(1, rows);
  for (const value of values)
    if (!Number.isFinite(value) || (to === 'float16' && Math.abs(value) > largestHalf)) throw spoilt(from, value, name);
  if (to === 'float32') return { values: new Uint8Array(values.buffer), scales: null };
  if (to === 'float16') return { values: new Uint8Array(Uint16Array.from(values, toHalfBits).buffer), scales: null };
  const quantised: Quantised =
    to === 'rows8' ? quantiseRows(values, rows) : quantiseBlocks(values, rows, columns, to === 'blocks8' ? 8 : 4);
  return quantised;
}

/** The stored numbers, times the scale that 8-bit floats may have: one, or one a row. */
async function scaled(view: TensorView, read: (view: TensorView) => Promise<Uint8Array>): Promise<Float32Array> {
  const stored = decodeFloats(await read(view), view.dtype);
  const values = view.transposed ? transposed(stored, view.shape) : stored;
  if (!view.scale) return values;
  const scales = decodeFloats(await read(view.scale), view.scale.dtype);
  const perScale = values.length / scales.length;
  return values.map((value, i) => value * (scales[Math.floor(i / perScale)] ?? 1));
}

/** @param shape of the result, [rows, columns]; the bytes hold [columns, rows]. */
function transposed(values: Float32Array, [rows = 0, columns = 0]: readonly number[]): Float32Array {
  const out = new Float32Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) out[row * columns + column] = values[column * rows + row] as number;
  return out;
}

function spoilt({ file }: TensorView, value: number, name: string | null): Fault {
  const place = name === null ? '' : tr`, in “${name}”`;
  return Number.isFinite(value)
    ? new Fault(
        'checkpoint-unsupported',
        tr`“${file}” holds weights as large as ${value.toExponential(1)}, which half precision cannot${place}.`,
        tr`Choose single precision (fp32) for it.`,
      )
    : notNumbers(file, name);
}
