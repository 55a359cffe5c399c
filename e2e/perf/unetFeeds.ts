import { Tensor, type InferenceSession } from 'onnxruntime-common';

/** A guidance pair of pictures at the network's own size, where the file leaves sizes free. */
const usual: Readonly<Record<string, number>> = { batch: 2, channels: 4, tokens: 77 };

/**
 * Tensors to run a UNet with once, made up from what its file says of its inputs, and their sizes in words.
 * @param side of the latents, where the file leaves it free.
 */
export function unetFeeds(
  inputs: readonly InferenceSession.ValueMetadata[],
  side: number,
): { readonly tensors: Record<string, Tensor>; readonly words: string } {
  const tensors: Record<string, Tensor> = {};
  let words = '';
  for (const input of inputs) {
    if (!input.isTensor) throw new Error(`The UNet wants “${input.name}”, which is no tensor.`);
    const shape = input.shape.map((length, axis) => (typeof length === 'number' ? length : freeDimension(input.name, axis, side)));
    tensors[input.name] = tensor(input.name, input.type, shape);
    if (shape.length === 4 && words === '') words = `${input.name} ${shape.join(' × ')} ${input.type}`;
  }
  return { tensors, words };
}

function freeDimension(input: string, axis: number, side: number): number {
  if (axis === 0) return usual.batch ?? 2;
  if (input === 'encoder_hidden_states' && axis === 1) return usual.tokens ?? 77;
  return axis === 1 ? (usual.channels ?? 4) : side;
}

function tensor(name: string, type: Tensor.Type, shape: readonly number[]): Tensor {
  const count = shape.reduce((product, length) => product * length, 1);
  const isTime = name === 'timestep' || name === 't';
  // A quiet, many-valued wave: random numbers of the size of latents, the same every time.
  const values = Float32Array.from({ length: count }, (_, i) => (isTime ? 500 : Math.sin(0.37 * i) * Math.cos(0.011 * i)));
  if (type === 'int64')
    return new Tensor(
      'int64',
      BigInt64Array.from(values, (value) => BigInt(Math.round(value))),
      shape,
    );
  if (type === 'float16') return new Tensor('float16', Uint16Array.from(values, halfBits), shape);
  if (type === 'float32') return new Tensor('float32', values, shape);
  throw new Error(`The UNet wants “${name}” as ${type}, which this bench cannot give.`);
}

/** A number between −2048 and 2048 as the bits of a half-precision float, cut rather than rounded. */
function halfBits(value: number): number {
  const word = new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0;
  const exponent = ((word >>> 23) & 0xff) - 112;
  const sign = (word >>> 16) & 0x8000;
  return exponent <= 0 ? sign : sign | (exponent << 10) | ((word >>> 13) & 0x3ff);
}
