import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tensor } from 'onnxruntime-common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCheckpoint, writeTruncated } from '../../e2e/fixtures/checkpoints/writeCheckpoint';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled } from '../../e2e/node-runtime/nodeSession';
import { openNodeModel } from '../../e2e/node-runtime/openNodeModel';
import type { DeviceNeeds } from '../packages/layout/chooseGraphs';
import type { CheckpointPrecision } from '../protocol/checkpoint';
import { loadModel } from '../runtime/loadModel';
import { folderSource } from '../../e2e/node-runtime/folderSource';
import { inspectCheckpoint } from '../packages/checkpoint/inspectCheckpoint';

const software = { provider: 'wasm', shaderF16: false } as const;
const graphics = { provider: 'webgpu', shaderF16: true } as const;
let folder = '';
let path = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-checkpoint-'));
  path = await writeCheckpoint(folder);
});
afterAll(() => rm(folder, { recursive: true }));

describe('the report on a checkpoint', () => {
  it('tells what it is and what each precision takes, and proposes by device', async () => {
    const { report, needed } = await inspectCheckpoint(folderSource(folder), software);
    expect(needed).toEqual(['sd15.safetensors']);
    expect(report).toMatchObject({
      layout: 'checkpoint',
      family: 'sd1',
      familyWords: 'Stable Diffusion 1.x',
      nativeSize: { width: 512, height: 512 },
      scheduler: 'DDIMScheduler',
      findings: [],
    });
    expect(report.parts.map(({ part }) => part)).toEqual(['text_encoder', 'unet', 'vae_encoder', 'vae_decoder']);
    expect(report.checkpoint?.precisions.map(({ precision }) => precision)).toEqual(['fp32', 'q8', 'q4']);
    const fast = await inspectCheckpoint(folderSource(folder), graphics);
    expect(fast.report.checkpoint?.precisions.find(({ proposed }) => proposed)?.precision).toBe('fp16');
    const [fp16, , q8, q4] = fast.report.checkpoint?.precisions ?? [];
    expect([fp16?.diskBytes, (q8?.diskBytes ?? 0) > (q4?.diskBytes ?? 0)]).toEqual([0, true]);
  });

  it('refuses a file that was broken off, in words', async () => {
    const cut = await writeTruncated(await mkdtemp(join(folder, 'cut-')));
    await expect(openNodeModel(cut, 'cut')).rejects.toMatchObject({ code: 'checkpoint-invalid' });
  });
});

describe.skipIf(!nodeRuntimeInstalled)('a checkpoint as a package', () => {
  const latents = async (precision: CheckpointPrecision): Promise<Float32Array> => {
    const opened = await openNodeModel(path, 'sd15', { precision });
    expect(opened).toMatchObject({ family: 'sd1', parts: ['text_encoder', 'unet', 'vae_encoder', 'vae_decoder'] });
    const model = await loadModel(createNodeRuntime(), opened, () => undefined);
    try {
      const size = { width: 64, height: 64 };
      const [prompt] = await model.encodeTexts([{ text: 'a house at night', negative: false }], size);
      if (!prompt) throw new Error('no prompt');
      const run = await model.startRun([], [500], () => undefined);
      const conditioning = { conditional: prompt, unconditional: prompt, guidanceScale: 1, guidanceRescale: 0 };
      const { data } = await run.denoiser.predict(x, 500, conditioning);
      run.end();
      return data;
    } finally {
      await model.release();
    }
  };
  const x = { data: Float32Array.from({ length: 4 * 64 }, (_, i) => Math.sin(i)), shape: [1, 4, 8, 8] };
  const apart = (other: Float32Array, exact: Float32Array): number =>
    Math.sqrt(other.reduce((sum, value, i) => sum + (value - (exact[i] ?? 0)) ** 2, 0) / exact.reduce((sum, value) => sum + value ** 2, 0));

  it('predicts, and in 8 and 4 bits nearly the same', { timeout: 180_000 }, async () => {
    const exact = await latents('fp32');
    expect(apart(await latents('q8'), exact)).toBeLessThan(0.05);
    const four = apart(await latents('q4'), exact);
    expect([four < 0.4, four > 1e-4]).toEqual([true, true]);
  });

  it('is given graphs for graphics cards that predict nearly the same in every precision', { timeout: 180_000 }, async () => {
    const predict = async (precision: CheckpointPrecision, device: DeviceNeeds): Promise<Float32Array> => {
      const files = await (await openNodeModel(path, 'sd15', { precision, device })).readPart('unet');
      const session = await createNodeRuntime().createSession(files);
      const text = Float32Array.from({ length: 77 * 768 }, (_, i) => Math.sin(0.37 * i));
      const feeds = {
        sample: new Tensor('float32', x.data, x.shape),
        timestep: new Tensor('float32', Float32Array.of(500), [1]),
        encoder_hidden_states: new Tensor('float32', text, [1, 77, 768]),
      };
      const [answer] = Object.values(await session.run(feeds));
      await session.release();
      return answer?.data as Float32Array;
    };
    const exact = await predict('fp32', software);
    const card = { provider: 'webgpu', shaderF16: false } as const;
    const cells: readonly (readonly [CheckpointPrecision, DeviceNeeds, number])[] = [
      ['fp32', card, 1e-4],
      ['q8', card, 0.05],
      ['q4', card, 0.4],
      ['fp16', graphics, 0.02],
      ['q8', graphics, 0.05],
      ['q4', graphics, 0.4],
    ];
    for (const [precision, device, most] of cells) {
      const distance = apart(await predict(precision, device), exact);
      expect([precision, device.provider, device.shaderF16, distance < most]).toEqual([precision, device.provider, device.shaderF16, true]);
    }
  });

  it('has another identity in another precision', async () => {
    const ids = await Promise.all(
      (['fp32', 'q8'] as const).map(async (precision) => (await openNodeModel(path, 'a', { precision })).sha256),
    );
    expect(new Set(ids).size).toBe(2);
  });
});
