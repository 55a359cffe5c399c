import { Tensor as OrtTensor } from 'onnxruntime-common';
import { describe, expect, it } from 'vitest';
import type { Conditioning } from '../../diffusion/contracts';
import type { UnetConfig } from '../../packages/configs';
import type { Tensor } from '../../protocol/tensor';
import { ModelSession } from '../modelSession';
import { SerialQueue } from '../serialQueue';
import { fakeRuntime, fakeSession, type FakeNetwork } from '../testing/fakeSession';
import type { EncodedPrompt } from '../text/encodedPrompt';
import { guidanceEmbedding } from './guidanceEmbedding';
import { Unet } from './unet';

type Input = FakeNetwork['inputs'][string];
interface Variant {
  readonly sample?: Input;
  readonly timestep?: Input;
  readonly text?: Input;
  readonly extra?: FakeNetwork['inputs'];
}

const config: UnetConfig = { sample_size: 2, in_channels: 2, block_out_channels: [3, 5], layers_per_block: 1 };

/** A network whose answer is 10 · latents + the first number of each row's text. */
async function open({
  sample = ['float32', ['batch', 2, 'h', 'w']],
  timestep = ['float32', [1]],
  text = ['float32', ['batch', 't', 2]],
  extra = {},
}: Variant) {
  const fake = fakeSession({
    inputs: { sample, timestep, encoder_hidden_states: text, ...extra },
    outputs: { out_sample: ['float32', sample[1]] },
    answer: (feeds) => {
      const latents = feeds['sample'] as OrtTensor;
      const words = feeds['encoder_hidden_states'] as OrtTensor;
      const rows = latents.dims[0] ?? 1;
      const values = (latents.data as Float32Array).map(
        (value, i) => 10 * value + Number((words.data as Float32Array)[Math.floor(i / (latents.size / rows)) * (words.size / rows)]),
      );
      return { out_sample: new OrtTensor('float32', values, latents.dims) };
    },
  });
  const session = await ModelSession.open(fakeRuntime(fake), new SerialQueue(), 'UNet', { graph: new Uint8Array(), external: [] });
  return { fake, session, unet: new Unet(session, config) };
}

const latents: Tensor = { data: Float32Array.of(1, 2, 3, 4), shape: [1, 2, 1, 2] };
const text = (value: number, tokens = 1): EncodedPrompt => ({
  hidden: { data: new Float32Array(2 * tokens).fill(value), shape: [1, tokens, 2] },
  pooled: null,
  timeIds: null,
});
const sdxl = (value: number): EncodedPrompt => ({
  ...text(value),
  pooled: { data: Float32Array.of(value, value, value, value), shape: [1, 4] },
  timeIds: Float32Array.of(64, 96, 0, 0, 64, 96),
});
const plain: Conditioning<EncodedPrompt> = { conditional: text(5), unconditional: null, guidanceScale: 7, guidanceRescale: 0 };
const guided: Conditioning<EncodedPrompt> = { ...plain, unconditional: text(1), guidanceScale: 3 };
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

  it('runs a guidance pair one after the other where the device prefers that', async () => {
    const { fake, session } = await open({});
    const out = await new Unet(session, config, true).predict(latents, 500, guided);
    expect([...out.data]).toEqual(expectedGuided);
    expect(fake.runs.map((run) => run['sample']?.dims[0])).toEqual([1, 1]);
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

  it('gives pooled embeddings and time ids, negative first, where the file takes them', async () => {
    const { fake, unet } = await open({ extra: { text_embeds: ['float16', ['batch', 4]], time_ids: ['float32', ['batch', 6]] } });
    await unet.predict(latents, 500, { ...guided, conditional: sdxl(5), unconditional: sdxl(1) });
    const half = !('Float16Array' in globalThis);
    expect(fake.runs[0]?.['text_embeds']).toEqual({
      type: 'float16',
      dims: [2, 4],
      values: half ? [0x3c00, 0x3c00, 0x3c00, 0x3c00, 0x4500, 0x4500, 0x4500, 0x4500] : [1, 1, 1, 1, 5, 5, 5, 5],
    });
    expect(fake.runs[0]?.['time_ids']).toEqual({ type: 'float32', dims: [2, 6], values: [64, 96, 0, 0, 64, 96, 64, 96, 0, 0, 64, 96] });
  });

  it.each([
    [
      'another width of text',
      { text: ['float32', ['batch', 't', 768]] },
      /takes 768 numbers a row of “encoder_hidden_states”, but the text encoders give 2/,
    ],
    [
      'a pooled embedding that nobody gives',
      { extra: { text_embeds: ['float32', ['batch', 4]] } },
      /“text_embeds”, which the package’s text encoders do not give/,
    ],
  ] satisfies [string, Variant, RegExp][])('refuses %s', async (_, variant, words) => {
    const { unet } = await open(variant);
    await expect(unet.predict(latents, 500, guided)).rejects.toThrow(words);
  });

  it('takes the guidance as an input where the file has one, in a single evaluation', async () => {
    const { fake, unet } = await open({ extra: { timestep_cond: ['float32', ['batch', 8]] } });
    expect(unet.guidanceForm).toBe('input');
    expect([...(await unet.predict(latents, 500, guided)).data]).toEqual([15, 25, 35, 45]);
    expect(fake.runs).toHaveLength(1);
    expect(fake.runs[0]?.['timestep_cond']).toEqual({ type: 'float32', dims: [1, 8], values: [...guidanceEmbedding(3, 8)] });
  });

  it('makes a pair, told to answer unguided, where the file does so and there is a negative prompt', async () => {
    const { fake, session } = await open({ extra: { timestep_cond: ['float32', ['batch', 8]] } });
    const unet = new Unet(session, { ...config, guidance_embeds: true });
    expect(unet.guidanceForm).toBe('either');
    await unet.predict(latents, 500, guided);
    expect(fake.runs.map((run) => run['timestep_cond'])).toEqual([
      { type: 'float32', dims: [2, 8], values: [...guidanceEmbedding(1, 8), ...guidanceEmbedding(1, 8)] },
    ]);
    await unet.predict(latents, 500, { ...guided, unconditional: null });
    expect(fake.runs[1]?.['timestep_cond']).toEqual({ type: 'float32', dims: [1, 8], values: [...guidanceEmbedding(3, 8)] });
  });

  it('takes the width of the guidance from the configuration where the file leaves it free', async () => {
    const { fake, session } = await open({ extra: { timestep_cond: ['float32', ['batch', 'size']] } });
    await new Unet(session, { ...config, time_cond_proj_dim: 6 }).predict(latents, 500, guided);
    expect(fake.runs[0]?.['timestep_cond']?.dims).toEqual([1, 6]);
  });

  it('makes what stays the same once for all steps, and lets go of it at the end', async () => {
    const { fake, session, unet } = await open({ extra: { text_embeds: ['float32', ['batch', 4]], time_ids: ['float32', ['batch', 6]] } });
    const conditioning = { ...guided, conditional: sdxl(5), unconditional: sdxl(1) };
    for (let step = 0; step < 10; step++) await unet.predict(latents, 900 - step, conditioning);
    // Three kept tensors in all; latents, timestep and answer at each of ten steps.
    expect(fake.met()).toBe(3 + 3 * 10);
    expect(fake.disposed()).toBe(3 * 10);
    session.dropKept();
    expect(fake.disposed()).toBe(fake.met());
  });

  it('feeds zeros to inputs for guides where nobody guides, whatever their order and names', async () => {
    const extra: FakeNetwork['inputs'] = {
      mid_block: ['float32', ['batch', 5, 'h2', 'w2']],
      down_block_4: ['float32', ['batch', 5, 'h2', 'w2']],
      down_block_3: ['float32', ['batch', 3, 'h2', 'w2']],
      down_block_2: ['float32', ['batch', 3, 'h', 'w']],
      down_block_1: ['float32', ['batch', 3, 'h', 'w']],
    };
    const { fake, unet } = await open({ extra });
    expect(unet.residuals.count).toBe(5);
    const wide: Tensor = { data: Float32Array.from({ length: 16 }, (_, i) => i), shape: [1, 2, 2, 4] };
    expect((await unet.predict(wide, 500, guided)).shape).toEqual(wide.shape);
    const given = fake.runs[0];
    expect(Object.fromEntries(Object.keys(extra).map((name) => [name, given?.[name]?.dims]))).toEqual({
      mid_block: [2, 5, 1, 2],
      down_block_4: [2, 5, 1, 2],
      down_block_3: [2, 3, 1, 2],
      down_block_2: [2, 3, 2, 4],
      down_block_1: [2, 3, 2, 4],
    });
    expect(Object.keys(extra).every((name) => given?.[name]?.values.every((value) => value === 0))).toBe(true);
  });

  it('refuses inputs for guides that are not what the configuration calls for', async () => {
    await expect(
      open({ extra: { down_0: ['float32', ['batch', 3, 'h', 'w']], mid: ['float32', ['batch', 5, 'h', 'w']] } }),
    ).rejects.toThrow(/2 inputs for guides \(down_0, mid\)/);
  });

  it.each([
    [4, 'nothing'],
    [8, 'picture'],
    [9, 'mask'],
  ] as const)('knows by %i channels what it is shown beside the latents: %s', async (channels, kind) => {
    const { unet } = await open({ sample: ['float32', ['batch', channels, 'h', 'w']] });
    expect(unet.takesBeside(4)).toBe(kind);
  });

  describe('that is shown something beside the latents', () => {
    /** Answers with each row's own latents, the sum of what is beside them added, and the row's text. */
    const openBeside = async () => {
      const fake = fakeSession({
        inputs: {
          sample: ['float32', ['batch', 4, 'h', 'w']],
          timestep: ['float32', [1]],
          encoder_hidden_states: ['float32', ['batch', 't', 2]],
        },
        outputs: { out_sample: ['float32', ['batch', 2, 'h', 'w']] },
        answer: (feeds) => {
          const { data, dims } = feeds['sample'] as OrtTensor;
          const words = (feeds['encoder_hidden_states'] as OrtTensor).data as Float32Array;
          const own = Float32Array.from({ length: (dims[0] ?? 1) * 4 }, (_, i) => {
            const row = (data as Float32Array).subarray(Math.floor(i / 4) * 8, Math.floor(i / 4) * 8 + 8);
            return (row[i % 4] ?? 0) + row.subarray(4).reduce((sum, value) => sum + value, 0) + (words[Math.floor(i / 4) * 2] ?? 0);
          });
          return { out_sample: new OrtTensor('float32', own, [dims[0] ?? 1, 2, 1, 2]) };
        },
      });
      const session = await ModelSession.open(fakeRuntime(fake), new SerialQueue(), 'UNet', { graph: new Uint8Array(), external: [] });
      return { fake, unet: new Unet(session, config) };
    };
    const channels: Tensor = { data: Float32Array.of(0.5, 0.25, 0.125, 0.125), shape: [1, 2, 1, 2] };

    it('is given it behind the channels of every row', async () => {
      const { fake, unet } = await openBeside();
      const out = await unet.runWith({ guides: null, concatenated: { channels, imageGuidance: null } }).predict(latents, 500, guided);
      const given = fake.runs[0]?.['sample'];
      expect(given?.dims).toEqual([2, 4, 1, 2]);
      expect(given?.values).toEqual([1, 2, 3, 4, 0.5, 0.25, 0.125, 0.125, 1, 2, 3, 4, 0.5, 0.25, 0.125, 0.125]);
      expect([...out.data]).toEqual([1, 2, 3, 4].map((value) => value + 1 + 1 + 3 * (5 - 1)));
    });

    it('is guided by text and by picture, by three predictions', async () => {
      const { fake, unet } = await openBeside();
      const run = (imageGuidance: number) =>
        unet.runWith({ guides: null, concatenated: { channels, imageGuidance } }).predict(latents, 500, guided);
      // e(∅,∅) = x + 1, e(I,∅) = x + 1 + 1, e(I,T) = x + 1 + 5.
      expect([...(await run(2)).data]).toEqual([1, 2, 3, 4].map((x) => x + 1 + 2 * 1 + 3 * (5 - 1)));
      expect(fake.runs).toHaveLength(2);
      expect([...(await run(1)).data]).toEqual([1, 2, 3, 4].map((x) => x + 1 + 1 + 3 * (5 - 1)));
      expect(fake.runs).toHaveLength(3);
    });
  });

  it('refuses channels that nothing is known of', async () => {
    const { unet } = await open({ sample: ['float32', ['batch', 7, 'h', 'w']] });
    expect(() => unet.takesBeside(4)).toThrow(/takes 7 channels where its pictures have 4/);
  });

  it('refuses a file with inputs of another kind, by name', async () => {
    await expect(
      open({ extra: { controlnet_images: ['float32', ['n', 'batch', 3, 'h', 'w']], class_labels: ['int64', ['batch']] } }),
    ).rejects.toThrow(/controlnet_images, class_labels/);
  });
});
