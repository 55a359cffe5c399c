// A full-size edit on the processor beside PyTorch; scripts/README.md tells more.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Recipe } from '../workers/protocol/recipe';
import { writeBlobFolder } from './edit/blobFolder';
import { writeWhole } from './edit/files';
import { namedPixels } from './edit/namedPixels';

const root = fileURLToPath(new URL('../', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: 'string', default: '1' },
    steps: { type: 'string', default: '4' },
    side: { type: 'string', default: '512' },
    precision: { type: 'string', default: 'fp32' },
  },
});
const python = process.env.PYTHON ?? 'python3';

/** Runs a command; its words go to the screen. @returns whether it succeeded. */
function succeeds(command: string, ...given: readonly string[]): boolean {
  return spawnSync(command, given, { stdio: 'inherit', cwd: root }).status === 0;
}

const train = (script: string, ...given: readonly string[]): boolean => succeeds(python, join(root, 'training', script), ...given);

/** A picture of soft waves, all of which may change, as a recipe and its pixels. */
async function writeRecipe(folder: string, side: number, steps: number): Promise<string> {
  const rgba = Uint8Array.from({ length: side * side * 4 }, (_, i) => {
    const [channel, x, y] = [i % 4, (i >> 2) % side, Math.floor((i >> 2) / side)];
    return channel === 3 ? 255 : Math.round(128 + 90 * Math.sin(x / (17 + 9 * channel)) * Math.cos(y / (29 - 5 * channel)));
  });
  const source = await namedPixels({ kind: 'rgba', width: side, height: side, data: rgba });
  const changeMap = await namedPixels({ kind: 'grey', width: side, height: side, data: new Uint8Array(side * side).fill(255) });
  const recipe: Recipe = {
    version: 1,
    package: { id: 'model', sha256: null },
    source: source.ref,
    changeMap: changeMap.ref,
    area: { x: 0, y: 0, width: side, height: side, modelWidth: side, modelHeight: side },
    method: { name: 'differential', futureHinting: true },
    ...{ prompt: 'a red house at night', negativePrompt: 'blurred', steps, guidance: 7.5, guidanceRescale: 0, imageGuidance: 1.5 },
    ...{ strength: 1, seed: 15, scheduler: null, thresholdCurve: 'linear', mapReduction: 'maximum', edgeSoftnessPx: 0 },
    ...{ colourMatch: 0, sourceDetail: 0, guides: [], loras: [], embeddings: [], controlNets: [] },
  };
  await writeBlobFolder(join(folder, 'blobs'), { ...source.blobs, ...changeMap.blobs }, null);
  const path = join(folder, 'recipe.json');
  await writeWhole(path, `${JSON.stringify(recipe, null, 2)}\n`);
  return path;
}

async function main(given: string | undefined): Promise<number> {
  if (given === undefined) {
    console.error(
      'Name a folder for the checkpoint (2.1 GB at full size) and what is recorded. PYTHON names an interpreter with diffusers.',
    );
    return 2;
  }
  const folder = resolve(given);
  const model = join(folder, 'model');
  await mkdir(folder, { recursive: true });
  if (!existsSync(join(model, 'model_index.json')) && !train('make_checkpoint.py', '--out', model, '--scale', values.scale)) return 1;
  const tensors = join(folder, 'tensors');
  await rm(tensors, { recursive: true, force: true });
  const recipe = await writeRecipe(folder, Number(values.side), Number(values.steps));
  const edit = [recipe, join(folder, 'out.png'), '--package', model, '--precision', values.precision, '--tensors', tensors];
  const edited = succeeds('npm', 'run', '--silent', 'edit', '--', ...edit);
  return edited && train('compare_edit.py', '--model', model, '--tensors', tensors, '--steps', values.steps) ? 0 : 1;
}

process.exitCode = await main(positionals[0]);
