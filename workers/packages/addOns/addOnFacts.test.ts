import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { textModules, unetModules, writeControlNet, writeEmbedding, writeLora } from '../../../e2e/fixtures/checkpoints/writeAddOns';
import { memorySource } from '../memorySource';
import { inspectCheckpoint } from '../checkpoint/inspectCheckpoint';
import { suggestedStrength } from './suggestedStrength';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-facts-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function inspect(path: string) {
  const name = basename(path);
  const files = new Map([[name, new Uint8Array(await readFile(path))]]);
  return inspectCheckpoint(memorySource(files, name), { provider: 'wasm', shaderF16: false });
}

it('tells a LoRA: rank, parts, types, trigger words, what its maker says, and keys that match nothing', async () => {
  const metadata = {
    'modelspec.trigger_phrase': 'night style',
    'modelspec.usage_hint': 'Use at a strength of 0.7',
    ss_sd_model_name: 'v1-5',
  };
  const { report, needed } = await inspect(await writeLora(folder, { metadata, tensors: { ...textModules, ...unetModules } }));
  expect(needed).toEqual(['night.safetensors']);
  expect(report).toMatchObject({
    title: 'night',
    addOn: { kind: 'lora', family: 'sd1', triggerWords: ['night style'], strength: 0.7, token: null },
  });
  expect(report.addOn?.words).toBe('LoRA of rank 4 for Stable Diffusion 1.x; changes text encoder; stored as F16');
  expect(report.addOn?.notes).toEqual([
    expect.stringMatching(/match nothing in the published Stable Diffusion 1\.x.*“lora_unet_.*” and \d+ more/),
    'Trained on “v1-5”.',
    'Its maker says: Use at a strength of 0.7',
  ]);
});

it('offers the words of embeddings that come inside a LoRA’s file', async () => {
  const tensors = { ...textModules, 'bundle_emb.dusky.emb_params': { shape: [2, 768] } };
  const { addOn } = (await inspect(await writeLora(folder, { tensors, metadata: { 'modelspec.trigger_phrase': 'night style' } }))).report;
  expect(addOn?.triggerWords).toEqual(['dusky', 'night style']);
  expect(addOn?.notes.join(' ')).toMatch(/brings an embedding of its own: write “dusky” in a prompt/);
});

it('tells an embedding’s word and a ControlNet’s family', async () => {
  expect((await inspect(await writeEmbedding(folder))).report.addOn).toMatchObject({
    kind: 'embedding',
    family: 'sd1',
    token: 'moonlit',
    words: 'Embedding of 2 vectors for Stable Diffusion 1.x',
  });
  expect((await inspect(await writeControlNet(folder))).report.addOn).toMatchObject({ kind: 'controlnet', family: 'sd1', token: null });
});

it.each([
  ['Use at weight 0.8.', 0.8],
  ['Recommended strength: .6-.8', 0.6],
  ['weight -1 to 1', -1],
  ['strength 500', null],
  ['works with any weight', null],
  [null, null],
])('reads from “%s” a strength of %s', (hint, strength) => {
  expect(suggestedStrength(hint)).toBe(strength);
});
