import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeControlNet, writeEmbedding, writeLora } from '../../e2e/fixtures/checkpoints/writeAddOns';
import { writeCheckpoint } from '../../e2e/fixtures/checkpoints/writeCheckpoint';
import { nodeRuntimeInstalled } from '../../e2e/node-runtime/nodeSession';
import { readCarried } from '../../workers/pictures/metadata/carriedSettings';
import { decodePng } from '../../workers/pictures/png/decodePng';
import { testEdit } from '../../workers/pipeline/testing/testEdit';
import type { PackageSummary } from '../../workers/protocol/engine';
import type { Recipe } from '../../workers/protocol/recipe';
import { writeBlobFolder } from './blobFolder';
import { editCommand } from './editCommand';
import { fitRecipe, openAddOns } from './givenAddOns';

const recipeIn = async (path: string) => {
  const carried = await readCarried(await readFile(path));
  return carried && 'recipe' in carried ? carried.recipe : null;
};
const side = { width: 64, height: 64 };
let folder = '';
let checkpoint = '';
let lora = '';
let written = 0;
let basis: Recipe | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-given-'));
  [checkpoint, lora] = [await writeCheckpoint(folder, 64), await writeLora(folder)];
  const { recipe, blobs } = await testEdit(side, { area: { x: 0, y: 0, ...side, modelWidth: 64, modelHeight: 64 } });
  basis = { ...recipe, steps: 1, package: { id: 'sd15.safetensors', sha256: null } };
  await mkdir(join(folder, 'blobs'));
  await writeBlobFolder(join(folder, 'blobs'), blobs, null);
});
afterAll(() => rm(folder, { recursive: true }));

async function edit(change: Partial<Recipe>, ...more: string[]) {
  written += 1;
  const [path, out] = [join(folder, `${written}.json`), join(folder, `${written}.png`)];
  await writeFile(path, JSON.stringify({ ...basis, ...change }));
  const { exitCode, lines } = await editCommand([path, out, '--package', checkpoint, ...more]);
  return { exitCode, said: lines.join('\n'), out };
}

const pixels = async (out: string): Promise<Uint8Array> => (await decodePng(await readFile(out))).rgba;

describe.skipIf(!nodeRuntimeInstalled)('npm run edit with add-ons', { timeout: 180_000 }, () => {
  it('takes LoRAs by tag and by file, a word and a ControlNet, and writes what took part into the picture', async () => {
    const added = ['--add', await writeControlNet(folder), '--add', await writeEmbedding(folder)];
    const plain = await edit({ prompt: 'a house' }, ...added);
    expect(plain).toMatchObject({ exitCode: 0, said: expect.stringMatching(/“edges” leads nothing/) as string });
    const tagged = await edit({ prompt: 'a house <lora:Night:0.5>' }, '--add', lora);
    const given = await edit({ prompt: 'a house' }, '--add', `${lora}=0.5`);
    const none = await edit({ prompt: 'a house <lora:night:0>' }, '--add', lora);
    expect(await pixels(tagged.out)).toEqual(await pixels(given.out));
    expect(await pixels(tagged.out)).not.toEqual(await pixels(plain.out));
    expect(await pixels(none.out)).toEqual(await pixels(plain.out));
    const shown = await recipeIn(tagged.out);
    expect(shown).toMatchObject({ prompt: 'a house', loras: [{ name: 'night', strength: 0.5 }] });

    const picture = basis?.source;
    if (!picture) throw new Error('no recipe');
    const guides = [{ controlNet: 'edges', picture, weight: 1, start: 0, end: 1 }];
    const led = await edit({ prompt: 'a moonlit house', guides }, ...added);
    expect(led).toMatchObject({ exitCode: 0 });
    expect(await recipeIn(led.out)).toMatchObject({
      controlNets: [{ name: 'edges' }],
      embeddings: [{ token: 'moonlit' }],
    });
    // The recipe of that picture names all of it by digest.
    const again = await edit((await recipeIn(led.out)) ?? {}, ...added);
    expect(await pixels(again.out)).toEqual(await pixels(led.out));
  });
});

describe('npm run edit refuses, before a model is loaded,', () => {
  const digest = 'a'.repeat(64);
  it.each<[string, Partial<Recipe>, () => string[], RegExp]>([
    [
      'a tag of a LoRA that was not given',
      { prompt: 'a house <lora:dusk:1>' },
      () => ['--add', lora],
      /names the LoRA “dusk”, and no such file/,
    ],
    [
      'a recipe’s LoRA that was not given',
      { loras: [{ sha256: digest, name: 'dusk', strength: 1 }] },
      () => [],
      /LoRA “dusk” \(a{64}\)[\s\S]*--add FILE/,
    ],
    ['a file that is not there', {}, () => ['--add', 'none.safetensors=0.5'], /no file none\.safetensors/],
    ['a strength out of range', {}, () => ['--add', `${lora}=70`], /70 is no strength/],
    ['a checkpoint among the add-ons', {}, () => ['--add', checkpoint], /“sd15” is no LoRA, embedding or ControlNet/],
  ])('%s', async (_, change, more, sentence) => {
    const { exitCode, said } = await edit(change, ...more());
    expect(exitCode).toBe(1);
    expect(said).toMatch(sentence);
  });
});

it('refuses what was made for another family than the model', async () => {
  const wide = {
    'lora_te_text_model_encoder_layers_0_self_attn_q_proj.lora_down.weight': { shape: [4, 1024] },
    'lora_te_text_model_encoder_layers_0_self_attn_q_proj.lora_up.weight': { shape: [1024, 4] },
  };
  const given = await openAddOns([await writeLora(folder, { name: 'wide', tensors: wide })]);
  const model = { title: 'sd15', addOnFamily: 'sd1', controlNets: [] } as unknown as PackageSummary;
  const fit = () => basis && fitRecipe(basis, given, model);
  expect(fit).toThrow(/“wide” cannot be added\. Made for Stable Diffusion 2/);
});
