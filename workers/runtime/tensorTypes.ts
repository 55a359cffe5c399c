import { Tensor as OrtTensor } from 'onnxruntime-common';
import { Fault } from '../protocol/faults';
import type { Tensor } from '../protocol/tensor';
import { fromHalfBits, toHalfBits } from '../weights/widen/float16';
import { tr } from '../texts/texts';

/**
 * Builds the tensor that a network's input asks for from plain numbers. Exporters disagree on types (a timestep has
 * been seen as int64, fp16 and fp32, token ids as int32 and int64), so the type is always the session's own.
 */
export function toOrtTensor(type: OrtTensor.Type, values: ArrayLike<number>, shape: readonly number[]): OrtTensor {
  switch (type) {
    case 'float32':
      return new OrtTensor('float32', values instanceof Float32Array ? values : Float32Array.from(values), shape);
    case 'float16':
      return new OrtTensor('float16', Uint16Array.from(values, toHalfBits), shape);
    case 'float64':
      return new OrtTensor('float64', Float64Array.from(values), shape);
    case 'int32':
      return new OrtTensor('int32', Int32Array.from(values, Math.round), shape);
    case 'int64':
      return new OrtTensor('int64', BigInt64Array.from(Array.from(values, (value) => BigInt(Math.round(value)))), shape);
    default:
      throw new Fault(
        'package-unsupported',
        tr`The model wants an input of type ${type}, which Sfumato cannot give.`,
        tr`Choose another package.`,
      );
  }
}

/** An output as float32 numbers, copied out of the runtime's memory where it is not its own array. */
export async function fromOrtTensor(output: OrtTensor): Promise<Tensor> {
  const data = await output.getData();
  return { data: toFloats(data, output.type), shape: [...output.dims] };
}

function toFloats(data: OrtTensor.DataType, type: OrtTensor.Type): Float32Array {
  if (data instanceof Float32Array) return data;
  // Without Float16Array, halves come as the bits themselves.
  if (type === 'float16' && data instanceof Uint16Array) return Float32Array.from(data, fromHalfBits);
  if (Array.isArray(data) || type === 'string')
    throw new Fault('package-unsupported', tr`The model answers with text where numbers were expected.`, tr`Choose another package.`);
  return Float32Array.from(data as ArrayLike<number | bigint>, Number);
}
