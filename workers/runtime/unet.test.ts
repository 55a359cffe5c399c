import { Tensor as OrtTensor } from 'onnxruntime-common';
import { describe, expect, it } from 'vitest';
import type { Conditioning } from '../diffusion/contracts';
import type { Tensor } from '../protocol/tensor';
import { ModelSession } from './modelSession';
import { SerialQueue } from './serialQueue';
import { fakeRuntime, fakeSession, type FakeNetwork } from './testing/fakeSession';
import { Unet } from './unet';

type Input = FakeNetwork['inputs'][string];
interface Variant {
  readonly sample?: Input;
  readonly timestep?: Input;
  readonly text?: Input;
  readonly extra?: FakeNetwork['inputs'];
}

/** A network whose answer is 10 · latents + the first number of each row's text. */
async function open({ sample = ['float32', ['batch', 2, 'h', 'w']], timestep = ['float32', [1]], text = ['float32', ['batch', 't', 2]], extra = {} }: Variant) {
  const fake = fakeSession({
    inputs: { sample, timestep, encoder_hidden_states: text, ...extra },
    outputs: { out_sample: ['float32', sample[1]] },
    answer: (feeds) => {
      const latents = feeds['sample'] as OrtTensor;
      const words = feeds['encoder_hidden_states'] as OrtTensor;
      const rows = latents.dims[0] ?? 1;
      const values = (latents.data as Float32Array).map((value, i) => 10 * value + Number((words.data as Float32Array)[Math.floor(i / 4) * (words.size / rows)]));
      return { out_sample: new OrtTensor('float32', values, latents.dims) };
    },
  });
  const session = await ModelSession.open(fakeRuntime(fake), new SerialQueue(), 'UNet', { graph: new Uint8Array(), external: [] });
  return { fake, unet: new Unet(session) };
}

const latents: Tensor = { data: Float32Array.of(1, 2, 3, 4), shape: [1, 2, 1, 2] };
const text = (value: number, tokens = 1): Tensor => ({ data: new Float32Array(2 * tokens).fill(value), shape: [1, tokens, 2] });
const plain: Conditioning<Tensor> = { conditional: text(5), unconditional: null, guidanceScale: 7, guidanceRescale: 0 };
const guided: Conditioning<Tensor> = { ...plain, unconditional: text(1), guidanceScale: 3 };
const expectedGuided = [10, 20, 30, 40].map((value) => value + 1 + 3 * (5 - 1));

describe('Unet', () => {
  it('predicts with the text alone where there is no guidance', async () => {
    const { fake, unet } = await open({});
    const out = await unet.predict(latents, 500, plain);
    expect([...out.data]).toEqual([15, 25, 35, 45]);
    expect(out.shape).toEqual([1, 2, 1, 2]);
    expect(fake.runs).toHaveLength(1);
    expect((await unet.predict(latents, 500, { ...guided, guidanceScale: 1 })).data).toEqual(out.data);
    expect(fake.runs).toHaveLength(2);
  });

  it.each([
    ['a free batch', {}, 1, 2],
    ['a batch fixed at 2', { sample: ['float32', [2, 2, 1, 2]], text: ['float32', [2, 1, 2]] }, 1, 2],
    ['a batch fixed at 1', { sample: ['float32', [1, 2, 1, 2]], text: ['float32', [1, 1, 2]] }, 2, 1],
    ['a batch fixed at 3', { sample: ['float32', [3, 2, 1, 2]], text: ['float32', [3, 1, 2]] }, 1, 3],
  ] satisfies [string, Variant, number, number][])('guides with %s', async (_, variant, runs, batch) => {
    const { fake, unet } = await open(variant);
    expect([...(await unet.predict(latents, 500, guided)).data]).toEqual(expectedGuided);
    expect(fake.runs).toHaveLength(runs);
    expect(fake.runs.every((run) => run['sample']?.dims[0] === batch && run['encoder_hidden_states']?.dims[0] === batch)).toBe(true);
  });

  it('fills a batch fixed at 2 where only one is wanted', async () => {
    const { unet } = await open({ sample: ['float32', [2, 2, 1, 2]] });
    expect([...(await unet.predict(latents, 500, plain)).data]).toEqual([15, 25, 35, 45]);
  });

  it('guides texts of different lengths in two runs', async () => {
    const { fake, unet } = await open({});
    expect([...(await unet.predict(latents, 500, { ...guided, unconditional: text(1, 3) })).data]).toEqual(expectedGuided);
    expect(fake.runs.map((run) => run['encoder_hidden_states']?.dims[1])).toEqual([3, 1]);
  });

  it('keeps several pictures apart', async () => {
    const { unet } = await open({});
    const two: Tensor = { data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), shape: [2, 2, 1, 2] };
    const out = await unet.predict(two, 500, guided);
    expect([...out.data]).toEqual([...expectedGuided, 63, 73, 83, 93]);
  });

  it.each([
    ['a float scalar', ['float32', []], { type: 'float32', dims: [], values: [499.5] }],
    ['a float of length 1', ['float32', [1]], { type: 'float32', dims: [1], values: [499.5] }],
    ['an int64 of length 1', ['int64', [1]], { type: 'int64', dims: [1], values: [500] }],
    ['an int64 of length 2', ['int64', [2]], { type: 'int64', dims: [2], values: [500, 500] }],
    ['an int64 a row', ['int64', ['batch']], { type: 'int64', dims: [2], values: [500, 500] }],
    ['a float of free length', ['float32', ['steps']], { type: 'float32', dims: [1], values: [499.5] }],
  ] satisfies [string, Input, unknown][])('gives the timestep as %s', async (_, timestep, expected) => {
    const { fake, unet } = await open({ timestep });
    await unet.predict(latents, 499.5, guided);
    expect(fake.runs[0]?.['timestep']).toEqual(expected);
  });

  it('refuses a size that the file does not take', async () => {
    const { unet } = await open({ sample: ['float32', ['batch', 2, 64, 64]] });
    await expect(unet.predict(latents, 1, plain)).rejects.toMatchObject({ code: 'bad-shape' });
  });

  it('refuses a file with inputs of another kind, by name', async () => {
    await expect(open({ extra: { text_embeds: ['float32', ['batch', 4]], time_ids: ['float32', ['batch', 6]] } })).rejects.toThrow(/text_embeds, time_ids/);
  });
});
