import { spawnSync } from 'node:child_process';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkpointPrecisions, type CheckpointPrecision } from '../../workers/protocol/checkpoint';
import { Fault, reportFault } from '../../workers/protocol/faults';
import { readBlobFolder } from './blobFolder';
import { makeExample } from './exampleRecipe';
import { requireFolderOf, writeWhole } from './files';
import { openAddOns, requireGiven } from './givenAddOns';
import { neededPixels } from './neededPixels';
import { readRecipeFile } from './recipeFile';
import { runRecipe } from './runRecipe';

const root = fileURLToPath(new URL('../../', import.meta.url));

const usage = [
  'npm run edit -- recipe.json out.png [--package FILE|FOLDER] [--add FILE[=STRENGTH]]… [--blobs FOLDER]',
  '                                    [--precision fp16|fp32|q8|q4] [--tensors FOLDER]',
  'npm run edit -- --init FOLDER [--sample ID]     makes a recipe and its blobs from one of the studio’s samples',
];

/** What a command says and how it ended. */
export interface Answer {
  readonly exitCode: 0 | 1;
  readonly lines: readonly string[];
}

/** Runs `npm run edit` with those arguments. Never throws: what went wrong is said in two sentences, and nothing is written. */
export async function editCommand(given: readonly string[], onStep?: (step: number, steps: number) => void): Promise<Answer> {
  try {
    return { exitCode: 0, lines: await run(given, onStep) };
  } catch (thrown) {
    const { message, hint } = reportFault(thrown);
    return { exitCode: 1, lines: hint ? [message, hint] : [message] };
  }
}

async function run(given: readonly string[], onStep?: (step: number, steps: number) => void): Promise<string[]> {
  const { values, positionals } = readArguments(given);
  const packageFolder = values.package ?? join(root, 'public', 'models', 'starter');
  const packageId = basename(resolve(packageFolder));
  if (values.init !== undefined) {
    const path = await makeExample({
      folder: values.init,
      samplesFolder: join(root, 'public', 'samples'),
      sample: values.sample ?? null,
      packageFolder,
      packageId,
    });
    return [`${path} is ready. Run it with:`, `npm run edit -- ${path} ${join(values.init, 'out.png')}`];
  }
  const [recipePath, outPath] = positionals;
  if (recipePath === undefined || outPath === undefined || positionals.length > 2)
    throw new Fault('bad-recipe', 'A recipe and a place for the picture are needed.', usage.join('\n'));

  const { tensors } = values;
  const precision = precisionNamed(values.precision);
  const recipe = await readRecipeFile(recipePath);
  await requireFolderOf(outPath);
  const pixels = await readBlobFolder(values.blobs ?? join(dirname(resolve(recipePath)), 'blobs'), neededPixels(recipe));
  const addOns = await openAddOns(values.add ?? []);
  requireGiven(recipe, addOns);
  requireRuntime();
  const { png, result, notes } = await runRecipe({
    ...{ recipe, pixels, packageFolder, packageId, addOns },
    ...(precision && { precision }),
    ...(tensors !== undefined && { tensorFolder: tensors }),
    ...(onStep && { onStep }),
  });
  await writeWhole(outPath, png);
  const { done, skipped, reused } = result.evaluations;
  return [
    ...notes,
    ...(result.notes ?? []),
    `${outPath}: ${done} evaluations (${skipped} skipped, ${reused} reused), ${result.seconds.toFixed(1)} s.`,
  ];
}

function readArguments(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        package: { type: 'string' },
        add: { type: 'string', multiple: true },
        blobs: { type: 'string' },
        precision: { type: 'string' },
        tensors: { type: 'string' },
        init: { type: 'string' },
        sample: { type: 'string' },
      },
    });
  } catch (thrown) {
    throw new Fault('bad-recipe', thrown instanceof Error ? thrown.message : 'The arguments cannot be read.', usage.join('\n'));
  }
}

function precisionNamed(name: string | undefined): CheckpointPrecision | null {
  if (name === undefined) return null;
  const found = checkpointPrecisions.find((precision) => precision === name);
  if (found) return found;
  throw new Fault('bad-recipe', `There is no precision “${name}”.`, `Choose one of ${checkpointPrecisions.join(', ')}.`);
}

function requireRuntime(): void {
  if (spawnSync(process.execPath, [join(root, 'scripts', 'ensure-node-runtime.mjs')], { stdio: 'inherit' }).status === 0) return;
  throw new Fault(
    'package-unsupported',
    'ONNX Runtime for Node is not there, and could not be installed.',
    'Check the connection to the npm registry, then run this again.',
  );
}
