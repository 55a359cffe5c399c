import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sdxlModules, writeLora, writeSdxl } from '../../e2e/fixtures/checkpoints/writeAddOns';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled } from '../../e2e/node-runtime/nodeSession';
import { openNodeModel } from '../../e2e/node-runtime/openNodeModel';
import type { AddOnFiles } from '../protocol/addOns';
import type { Recipe } from '../protocol/recipe';
import { sha256Of } from '../protocol/sha256Of';
import { loadModel } from '../runtime/loadModel';
import type { LoadedModel } from '../runtime/loadedModel';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { blobOf, testEdit, testPicture } from './testing/testEdit';

const size = { width: 64, height: 64 };
let folder = '';
let model: LoadedModel | null = null;
let written: Awaited<ReturnType<typeof writeSdxl>> | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-sdxl-'));
  written = await writeSdxl(folder);
  if (!nodeRuntimeInstalled) return;
  model = await loadModel(createNodeRuntime(), await openNodeModel(written.checkpoint, 'sdxl', { precision: 'fp32' }), () => undefined);
}, 180_000);
afterAll(async () => {
  await model?.release();
  await rm(folder, { recursive: true });
});

async function fileOf(path: string) {
  const bytes = await readFile(path);
  const sha256 = await sha256Of(bytes);
  return { sha256, files: { [sha256]: new Blob([bytes]) } };
}

async function edit(change: Partial<Recipe>, addOns: AddOnFiles = {}): Promise<Uint8Array> {
  if (!model) throw new Error('no model');
  const guide = await blobOf('rgba', size, testPicture(size));
  const guides = (change.guides ?? []).map((one) => ({ ...one, picture: guide.ref }));
  const area = { x: 0, y: 0, ...size, modelWidth: 64, modelHeight: 64 };
  const { recipe, blobs } = await testEdit(size, { area, package: { id: 'sdxl', sha256: null }, steps: 1, ...change, guides });
  const hooks = { onEvent: () => undefined, isCancelled: () => false, addOns };
  return (await runEdit(recipe, { ...blobs, ...guide.blobs }, model, new RunMemory(), hooks)).decoded;
}

describe.skipIf(!nodeRuntimeInstalled)('add-ons of SDXL', { timeout: 180_000 }, () => {
  it('change all three networks, 0 being the model to the bit; bring a word to both text encoders; and lead the UNet', async () => {
    const lora = await fileOf(await writeLora(folder, { tensors: sdxlModules }));
    const net = await fileOf(join(written?.controlNet ?? '', 'diffusion_pytorch_model.fp16.safetensors'));
    const loras = (strength: number): Partial<Recipe> => ({ loras: [{ sha256: lora.sha256, name: 'night', strength }] });
    const guides = [{ controlNet: 'edges', picture: { sha256: '0'.repeat(64), ...size }, weight: 1, start: 0, end: 1 }];
    const led: Partial<Recipe> = { guides, controlNets: [{ sha256: net.sha256, name: 'edges' }] };
    const prompt = 'a house';

    const plain = await edit({ prompt });
    const full = await edit({ prompt, ...loras(1) }, lora.files);
    const worded = await edit({ prompt: 'a dusky house', ...loras(1) }, lora.files);
    const none = await edit({ prompt, ...loras(0) }, lora.files);
    const both = await edit({ prompt, ...loras(1), ...led }, { ...lora.files, ...net.files });
    const guided = await edit({ prompt, ...loras(0), ...led }, { ...lora.files, ...net.files });
    expect(none).toEqual(plain);
    expect(new Set([plain, full, worded, both, guided].map((bytes) => bytes.join())).size).toBe(5);
  });
});
