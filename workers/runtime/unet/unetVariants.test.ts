import { describe, expect, it } from 'vitest';
import { nodeRuntimeInstalled, openNodeSession } from '../../../e2e/node-runtime/nodeSession';
import type { UnetConfig } from '../../packages/configs';
import type { Tensor } from '../../protocol/tensor';
import { unetGraph, type UnetVariant } from '../testing/networkGraphs';
import type { EncodedPrompt } from '../text/encodedPrompt';
import { guidanceEmbedding } from './guidanceEmbedding';
import { Unet } from './unet';

const config: UnetConfig = { sample_size: 8, in_channels: 4, block_out_channels: [4, 8], layers_per_block: 1 };
const latents: Tensor = { data: Float32Array.from({ length: 4 * 64 }, (_, i) => (i % 16) / 16), shape: [1, 4, 8, 8] };
const prompt = (value: number): EncodedPrompt => ({
  hidden: { data: new Float32Array(3 * 8).fill(value), shape: [1, 3, 8] },
  pooled: { data: new Float32Array(5).fill(value / 2), shape: [1, 5] },
  timeIds: Float32Array.of(64, 64, 0, 0, 64, 64),
});
const guided = { conditional: prompt(0.5), unconditional: prompt(0.25), guidanceScale: 3, guidanceRescale: 0 };
const timestep = 512;

/** What the graph adds to the latents at a row: its text, a thousandth of the timestep, and whatever else is said. */
const added = (text: number, other = 0): number => text + timestep / 1000 + other;
const factors = { timestep: 0.001 };

describe.skipIf(!nodeRuntimeInstalled)('a UNet that really runs', { timeout: 60_000 }, () => {
  const predict = async (
    variant: UnetVariant,
    change: Partial<typeof guided> = {},
    own = latents,
  ): Promise<{ mean: number; out: Tensor }> => {
    const unet = new Unet(await openNodeSession(unetGraph({ ...variant, factors: { ...factors, ...variant.factors } }), 'UNet'), config);
    const out = await unet.predict(own, timestep, { ...guided, ...change });
    expect(out.shape).toEqual(own.shape);
    return { out, mean: out.data.reduce((sum, value, i) => sum + value - (own.data[i] as number), 0) / out.data.length };
  };
  const expectedGuided = added(0.25 + 3 * (0.5 - 0.25));

  const types = ['float32', 'float16', 'float64', 'int32', 'int64'] as const;
  it.each([
    ...types.flatMap(
      (type) =>
        [
          [type, []],
          [type, [1]],
          [type, [2]],
          [type, ['batch']],
          [type, ['steps']],
        ] as const,
    ),
  ])('takes its timestep as %s of shape %j', async (type, shape) => {
    expect((await predict({ timestep: [type, shape] })).mean).toBeCloseTo(expectedGuided, 4);
  });

  it.each([
    ['free sizes', ['batch', 4, 'h', 'w'], ['batch', 'tokens', 8]],
    ['batch 2 fixed', [2, 4, 8, 8], [2, 3, 8]],
    ['batch 1 fixed', [1, 4, 8, 8], [1, 3, 8]],
    ['batch 4 fixed', [4, 4, 'h', 'w'], [4, 'tokens', 8]],
  ] as const)('guides with %s, in float32 and in half precision', async (_, sample, text) => {
    expect((await predict({ sample: ['float32', sample], text: ['float32', text] })).mean).toBeCloseTo(expectedGuided, 4);
    expect(
      (await predict({ sample: ['float16', sample], text: ['float16', text], timestep: ['float16', [1]], out: 'float16' })).mean,
    ).toBeCloseTo(expectedGuided, 2);
  });

  it.each(['float32', 'float16'] as const)('takes pooled embeddings and time ids as %s', async (type) => {
    const extra = { text_embeds: [type, ['batch', 5]], time_ids: [type, ['batch', 6]] } as const;
    const { mean } = await predict({ extra, factors: { time_ids: 0.01 } }, { guidanceScale: 1 });
    expect(mean).toBeCloseTo(added(0.5, 0.25 + (256 / 6) * 0.01), 3);
  });

  it('takes the guidance as an embedding', async () => {
    const { mean } = await predict({ extra: { timestep_cond: ['float32', ['batch', 16]] } });
    expect(mean).toBeCloseTo(added(0.5, guidanceEmbedding(3, 16).reduce((sum, value) => sum + value, 0) / 16), 4);
  });

  it('runs at sizes other than square', async () => {
    const wide: Tensor = { data: Float32Array.from({ length: 4 * 32 }, (_, i) => i / 128), shape: [1, 4, 4, 8] };
    expect((await predict({}, {}, wide)).mean).toBeCloseTo(expectedGuided, 4);
  });
});
