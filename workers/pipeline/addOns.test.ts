import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textModules, unetModules, writeControlNet, writeEmbedding, writeLora } from '../../e2e/fixtures/checkpoints/writeAddOns';
import { writeCheckpoint } from '../../e2e/fixtures/checkpoints/writeCheckpoint';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled } from '../../e2e/node-runtime/nodeSession';
import { openNodeModel } from '../../e2e/node-runtime/openNodeModel';
import type { SideKeeper } from '../packages/addOns/sideKeeper';
import type { DeviceNeeds } from '../packages/layout/chooseGraphs';
import type { CheckpointPrecision } from '../protocol/checkpoint';
import type { AddOnFiles } from '../protocol/addOns';
import type { EngineEvent } from '../protocol/engine';
import type { Recipe } from '../protocol/recipe';
import { sha256Of } from '../protocol/sha256Of';
import { loadModel } from '../runtime/loadModel';
import type { LoadedModel } from '../runtime/loadedModel';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { blobOf, testEdit, testPicture } from './testing/testEdit';

const size = { width: 64, height: 64 };
let folder = '';
let checkpoint = '';
let model: LoadedModel | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-add-ons-'));
  checkpoint = await writeCheckpoint(folder);
  if (nodeRuntimeInstalled) model = await open('fp32');
});
afterAll(async () => {
  await model?.release();
  await rm(folder, { recursive: true });
});

async function open(precision: CheckpointPrecision, device?: DeviceNeeds): Promise<LoadedModel> {
  const opened = await openNodeModel(checkpoint, 'sd15', { precision, sides, ...(device && { device }) });
  return loadModel(createNodeRuntime(), opened, () => undefined);
}

const made = new Map<string, Blob>();
let timesMade = 0;
/** What is made from add-ons, kept as long as the test. */
const sides: SideKeeper = {
  async keep(addOn, name, sizeBytes, make) {
    const key = `${addOn} ${name}`;
    if (!made.has(key)) {
      timesMade += 1;
      const bytes = new Uint8Array(sizeBytes);
      await make((offset, piece) => bytes.set(piece, offset));
      made.set(key, new Blob([bytes]));
    }
    return made.get(key) ?? null;
  },
};

/** A change of a text encoder 1024 wide. */
const wide = {
  'lora_te_text_model_encoder_layers_0_self_attn_q_proj.lora_down.weight': { shape: [4, 1024] },
  'lora_te_text_model_encoder_layers_0_self_attn_q_proj.lora_up.weight': { shape: [1024, 4] },
};

interface Added {
  readonly sha256: string;
  readonly files: AddOnFiles;
}

async function added(path: string): Promise<Added> {
  const bytes = await readFile(path);
  const digest = await sha256Of(bytes);
  return { sha256: digest, files: { [digest]: new Blob([bytes]) } };
}

/** The latents' picture, and which networks were opened for it. */
async function edit(change: Partial<Recipe>, files: AddOnFiles = {}, edited = model) {
  if (!edited) throw new Error('no model');
  const opened: string[] = [];
  const onEvent = (event: EngineEvent): void => {
    if (event.type === 'phase' && event.phase === 'preparing') opened.push(event.part ?? '');
  };
  const guide = await blobOf('rgba', size, testPicture(size));
  const guides = (change.guides ?? []).map((one) => ({ ...one, picture: guide.ref }));
  const { recipe, blobs } = await testEdit(size, { package: { id: 'sd15', sha256: null }, steps: 1, ...change, guides });
  const hooks = { onEvent, isCancelled: () => false, addOns: files };
  const { decoded } = await runEdit(recipe, { ...blobs, ...guide.blobs }, edited, new RunMemory(), hooks);
  return { decoded, opened };
}

const lora = ({ sha256: digest }: Added, strength: number) => ({ loras: [{ sha256: digest, name: 'night', strength }] });

describe.skipIf(!nodeRuntimeInstalled)('add-ons in an edit', () => {
  it('moves a LoRA’s strength without opening a network, 0 being the model to the bit', async () => {
    const night = await added(await writeLora(folder));
    const plain = await edit({});
    const full = await edit(lora(night, 1), night.files);
    expect(full.opened.toSorted()).toEqual(['UNet', 'text encoder']);
    expect(full.decoded).not.toEqual(plain.decoded);
    const none = await edit(lora(night, 0), night.files);
    expect(none).toEqual({ decoded: plain.decoded, opened: [] });
    const negative = await edit(lora(night, -1.5), night.files);
    expect(negative.opened).toEqual([]);
    expect(new Set([plain, full, negative].map(({ decoded }) => decoded.join())).size).toBe(3);
    expect((await edit(lora(night, 1), night.files)).decoded).toEqual(full.decoded);
  });

  it('does so over weights of 8 bits, by the graphs of graphics cards', { timeout: 180_000 }, async () => {
    const seen = await added(await writeLora(folder, { name: 'seen', tensors: unetModules }));
    const small = await open('q8', { provider: 'webgpu', shaderF16: true });
    try {
      const plain = await edit({}, {}, small);
      const full = await edit(lora(seen, 1), seen.files, small);
      expect(full.opened).toEqual(['UNet']);
      expect(full.decoded).not.toEqual(plain.decoded);
      expect(await edit(lora(seen, 0), seen.files, small)).toEqual({ decoded: plain.decoded, opened: [] });
    } finally {
      await small.release();
    }
  });

  it('opens only the networks that change, and knows a text encoder’s strength in its memory of prompts', async () => {
    const seen = await added(await writeLora(folder, { name: 'seen16', tensors: unetModules, dtype: 'BF16' }));
    const said = await added(await writeLora(folder, { name: 'said', tensors: textModules }));
    const both = (a: number, b: number) =>
      edit({ loras: [...lora(seen, a).loras, ...lora(said, b).loras] }, { ...seen.files, ...said.files });
    const one = await both(1, 1);
    expect((await both(1, 0.5)).decoded).not.toEqual(one.decoded);
    expect(await both(1, 1)).toEqual({ decoded: one.decoded, opened: [] });
    const silent = await both(1, 0);
    // Without the one that changes the text encoder alone, the UNet stays as it is.
    expect(await edit(lora(seen, 1), seen.files)).toEqual({ decoded: silent.decoded, opened: ['text encoder'] });
    expect((await edit({})).opened).toEqual(['UNet']);
    // What bfloat16 was widened to is kept for the next opening.
    const times = timesMade;
    expect(await edit(lora(seen, 1), seen.files)).toEqual({ decoded: silent.decoded, opened: ['UNet'] });
    expect([times, timesMade]).toEqual([1, 1]);
    await edit({});
  });

  it('refuses a LoRA of other sizes before any network is touched, and one that is not there by name', async () => {
    const foreign = await added(await writeLora(folder, { name: 'foreign', tensors: wide }));
    await expect(edit(lora(foreign, 1), foreign.files)).rejects.toMatchObject({
      code: 'checkpoint-unsupported',
      message: expect.stringMatching(/another family/) as string,
    });
    await expect(edit(lora(foreign, 1))).rejects.toMatchObject({
      code: 'bad-recipe',
      message: expect.stringContaining('“night”') as string,
    });
    expect((await edit({})).opened).toEqual([]);
  });

  it('reads an embedding’s word as its vectors', async () => {
    const moonlit = await added(await writeEmbedding(folder));
    const prompt = 'a house, Moonlit';
    const plain = await edit({ prompt });
    const told = await edit({ prompt, embeddings: [{ sha256: moonlit.sha256, token: 'moonlit' }] }, moonlit.files);
    expect(told.opened).toEqual(['text encoder']);
    expect(told.decoded).not.toEqual(plain.decoded);
  });

  it('reads the word of an embedding inside a LoRA’s file while that takes part', async () => {
    const bare = await added(await writeLora(folder, { name: 'said', tensors: textModules }));
    const word = { 'bundle_emb.dusky.string_to_param.*': { shape: [2, 768], scale: 0.5 } };
    const full = await added(await writeLora(folder, { name: 'said with a word', tensors: { ...textModules, ...word } }));
    const [unsaid, said] = [{ prompt: 'a house' }, { prompt: 'a dusky house' }];
    const without = [await edit({ ...unsaid, ...lora(bare, 1) }, bare.files), await edit({ ...said, ...lora(bare, 1) }, bare.files)];
    const withIt = [await edit({ ...unsaid, ...lora(full, 1) }, full.files), await edit({ ...said, ...lora(full, 1) }, full.files)];
    expect(withIt[0]?.decoded).toEqual(without[0]?.decoded);
    expect(withIt[1]?.decoded).not.toEqual(without[1]?.decoded);
  });

  it('leads the UNet by a ControlNet from its own file, beside a LoRA', async () => {
    const edges = await added(await writeControlNet(folder));
    const seen = await added(await writeLora(folder, { name: 'seen', tensors: unetModules }));
    const plain = await edit({});
    const controlNets = [{ sha256: edges.sha256, name: 'edges' }];
    const guides = (weight: number) => [{ controlNet: 'edges', picture: { sha256: '0'.repeat(64), ...size }, weight, start: 0, end: 1 }];
    const led = await edit({ controlNets, guides: guides(1) }, edges.files);
    expect(led.opened).toEqual(['UNet', 'ControlNet “edges”']);
    expect(led.decoded).not.toEqual(plain.decoded);
    expect((await edit({ controlNets, guides: guides(0) }, edges.files)).decoded).toEqual(plain.decoded);
    const both = await edit({ controlNets, guides: guides(1), ...lora(seen, 1) }, { ...edges.files, ...seen.files });
    expect(both.decoded).not.toEqual(led.decoded);
  });
});
