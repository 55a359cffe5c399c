import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { openNodeModel } from '../../e2e/node-runtime/openNodeModel';
import { boundsOfChange } from '../../workers/maps/bounds';
import { chooseGenerationArea } from '../../workers/maps/generationArea';

import { Fault } from '../../workers/protocol/faults';
import { recipeSchema, type Recipe } from '../../workers/protocol/recipe';
import { readPngPicture, writeBlobFolder } from './blobFolder';
import { readIfThere, writeWhole } from './files';
import { namedPixels } from './namedPixels';

const sampleSchema = recipeSchema
  .pick({ prompt: true, negativePrompt: true, strength: true, steps: true, guidance: true, seed: true })
  .extend({
    id: z.string(),
    title: z.string(),
    picture: z.string(),
    map: z.string(),
    exemplars: z.array(z.unknown()).default([]),
    scribble: z.string().nullable().default(null),
  });
const indexSchema = z.object({ samples: z.array(z.looseObject(sampleSchema.shape)).min(1) });

export interface ExampleOptions {
  /** Where `recipe.json` and `blobs/` are made. */
  readonly folder: string;
  /** The studio's samples, with their `index.json`. */
  readonly samplesFolder: string;
  /** Id of the sample; null takes the first. */
  readonly sample: string | null;
  readonly packageFolder: string;
  readonly packageId: string;
}

/** Makes a folder with a recipe from one of the studio's samples. Returns the recipe's path. Throws Faults. */
export async function makeExample({ folder, samplesFolder, sample, packageFolder, packageId }: ExampleOptions): Promise<string> {
  const path = join(folder, 'recipe.json');
  if (await readIfThere(path))
    throw new Fault('storage-unavailable', `${path} is already there.`, 'Name a folder of its own, so that nothing is written over.');
  const { samples } = indexSchema.parse(JSON.parse(await readFile(join(samplesFolder, 'index.json'), 'utf8')));
  const chosen = sample === null ? samples[0] : samples.find(({ id }) => id === sample);
  if (!chosen)
    throw new Fault('bad-recipe', `There is no sample “${sample ?? ''}”.`, `Choose one of ${samples.map(({ id }) => id).join(', ')}.`);
  if (chosen.exemplars.length > 0)
    throw new Fault('bad-recipe', `The sample “${chosen.id}” lays exemplars on the scene.`, 'Open it in the studio, or choose another.');
  const picture = await readPngPicture(join(samplesFolder, chosen.picture));
  const map = await readPngPicture(join(samplesFolder, chosen.map));
  const { width, height } = picture.blob;
  const change = map.blob.data.filter((_, i) => i % 4 === 0);
  const box = boundsOfChange(change, { width, height });
  if (!box) throw new Fault('nothing-to-change', `The change map of the sample “${chosen.id}” is black.`);
  const [source, changeMap] = [await namedPixels(picture.blob), await namedPixels({ kind: 'grey', width, height, data: change })];
  const drawn = chosen.scribble === null ? null : await namedPixels((await readPngPicture(join(samplesFolder, chosen.scribble))).blob);
  const { geometry, sha256 } = await openNodeModel(packageFolder, packageId);
  const recipe: Recipe = {
    version: 1,
    package: { id: packageId, sha256 },
    source: source.ref,
    changeMap: changeMap.ref,
    area: chooseGenerationArea(box, { width, height }, geometry).area,
    method: { name: 'differential', futureHinting: true },
    prompt: chosen.prompt,
    negativePrompt: chosen.negativePrompt,
    steps: chosen.steps,
    guidance: chosen.guidance,
    guidanceRescale: 0,
    imageGuidance: 1.5,
    strength: chosen.strength,
    seed: chosen.seed,
    scheduler: null,
    thresholdCurve: 'linear',
    mapReduction: 'maximum',
    edgeSoftnessPx: 0,
    colourMatch: 0,
    sourceDetail: 1,
    guides: drawn ? [{ controlNet: 'scribble-edges', picture: drawn.ref, weight: 1, start: 0, end: 1 }] : [],
    ...{ loras: [], embeddings: [], controlNets: [] },
  };
  await mkdir(folder, { recursive: true });
  await writeBlobFolder(join(folder, 'blobs'), { ...source.blobs, ...changeMap.blobs, ...drawn?.blobs }, picture.icc);
  await writeWhole(path, `${JSON.stringify(recipe, null, 2)}\n`);
  return path;
}
