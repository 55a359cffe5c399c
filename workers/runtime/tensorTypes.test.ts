import { Tensor as OrtTensor } from 'onnxruntime-common';
import { describe, expect, it } from 'vitest';
import { fromHalfBits, toHalfBits } from '../weights/widen/float16';
import { fromOrtTensor, toOrtTensor } from './tensorTypes';

const values = [0, 1, -2, 0.5, 749, 65504];
const bits = [0, 0x3c00, 0xc000, 0x3800, 0x61da, 0x7bff];

/** The platform's half-precision array, which Node 20 lacks: numbers outside, 16 bits inside. */
class PlatformFloat16Array extends Float32Array {
  constructor(source: ArrayLike<number>) {
    super(Array.from(source, (value) => fromHalfBits(toHalfBits(value))));
  }
}

describe('half precision', () => {
  it('is fed as what the runtime can take, and read back, where the platform has no Float16Array', async () => {
    const tensor = toOrtTensor('float16', values, [6]);
    expect(tensor.type).toBe('float16');
    if (!('Float16Array' in globalThis)) expect(Array.from(tensor.data as Uint16Array)).toEqual(bits);
    expect([...(await fromOrtTensor(tensor)).data]).toEqual(values);
  });

  it('is read from a Float16Array, where outputs come as one', async () => {
    const output = { type: 'float16', dims: [6], getData: () => Promise.resolve(new PlatformFloat16Array(values)) } as unknown as OrtTensor;
    expect([...(await fromOrtTensor(output)).data]).toEqual(values);
  });

  it('is read from plain bits, where outputs come as a Uint16Array', async () => {
    const output = { type: 'float16', dims: [6], getData: () => Promise.resolve(Uint16Array.from(bits)) } as unknown as OrtTensor;
    expect([...(await fromOrtTensor(output)).data]).toEqual(values);
  });
});

it.each([
  ['float64', [0.1, -3], [0.1, -3]],
  ['int32', [1.4, -2.6], [1, -3]],
  ['int64', [999.5, 7], [1000, 7]],
] as const)('gives and reads %s', async (type, given, expected) => {
  const { data } = await fromOrtTensor(toOrtTensor(type, given, [2]));
  [...data].forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));
});

it('refuses answers that are text', async () => {
  await expect(fromOrtTensor(new OrtTensor('string', ['a'], [1]))).rejects.toMatchObject({ code: 'package-unsupported' });
});
