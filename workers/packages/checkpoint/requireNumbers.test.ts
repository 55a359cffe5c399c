import { describe, expect, it } from 'vitest';
import type { ByteFile } from '../../protocol/byteFile';
import type { TensorView } from '../../protocol/tensorView';
import { boundAsTheyLie, requireNumbers, WeightNames } from './requireNumbers';

const bytes = new Uint8Array(64);
const file: ByteFile = {
  path: 'a.safetensors',
  sizeBytes: bytes.length,
  read: (begin, end) => Promise.resolve(bytes.subarray(begin, end)),
};
const view = (dtype: TensorView['dtype'], offset: number, sizeBytes: number): TensorView => ({
  ...{ file: file.path, dtype, offset, sizeBytes },
  shape: [sizeBytes],
});
const [halves, singles, brains] = [view('F16', 3, 8), view('F32', 11, 16), view('BF16', 40, 4)];
const names = new WeightNames([
  new Map([['conv_in.weight', halves]]),
  new Map([
    ['conv_out.bias', singles],
    ['norm.weight', brains],
    ['shared', halves],
  ]),
]);

async function read(put: (data: DataView) => void): Promise<number> {
  bytes.fill(0);
  put(new DataView(bytes.buffer));
  let seen = 0;
  await requireNumbers(boundAsTheyLie(names, []), names, [file], (count) => (seen += count), AbortSignal.timeout(60_000));
  return seen;
}

describe('weights that run as they lie', () => {
  it('are read once each, the largest numbers included, and nothing between them', async () => {
    const seen = await read((data) => {
      data.setUint16(3, 0x7bff, true);
      data.setUint16(9, 0xfbff, true);
      data.setFloat32(11, 3.4e38, true);
      // Beside the tensors.
      bytes.fill(255, 0, 3).fill(255, 27);
    });
    expect(seen).toBe(24);
  });

  it.each([
    [
      'an infinite half at an odd offset',
      (data: DataView) => data.setUint16(5, 0x7c00, true),
      /“a.safetensors” holds weights that are no numbers, in “shared”/,
    ],
    ['a half that is no number', (data: DataView) => data.setUint16(9, 0xfe01, true), /in “shared”/],
    ['an infinite single', (data: DataView) => data.setFloat32(11, Number.NEGATIVE_INFINITY, true), /in “conv_out.bias”/],
    ['a single that is no number', (data: DataView) => data.setFloat32(23, Number.NaN, true), /in “conv_out.bias”/],
  ])('are refused by name for %s', async (_what, put, words) => {
    await expect(read(put)).rejects.toMatchObject({ code: 'checkpoint-invalid', message: expect.stringMatching(words) as string });
  });

  it('are those that are not written anew, whose numbers are looked at then', () => {
    expect(boundAsTheyLie(names, [halves])).toEqual([singles]);
    expect(boundAsTheyLie(names, [])).toEqual([halves, singles]);
  });

  it('stop being read when that is called off', async () => {
    const stop = AbortSignal.abort(new Error('called off'));
    await expect(requireNumbers([halves], names, [file], () => undefined, stop)).rejects.toThrow('called off');
  });
});
