import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileAlone } from '../../e2e/node-runtime/fileAlone';
import { folderSource } from '../../e2e/node-runtime/folderSource';
import { misfit, type KeptAddOn, type TakingModel } from '../../src/addOns/keptAddOns';
import { readTags } from '../../src/addOns/promptTags';
import { runAddOns } from '../../src/addOns/runAddOns';
import { runNets } from '../../src/addOns/runNets';
import { addOnFacts } from '../../workers/packages/addOns/addOnFacts';
import { byteFiles } from '../../workers/packages/checkpoint/byteFiles';
import { loraStrengths, type AddOnFiles } from '../../workers/protocol/addOns';
import type { PackageSummary } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import type { Recipe } from '../../workers/protocol/recipe';
import { openWeights } from '../../workers/weights/identify/openWeights';

/** A LoRA, an embedding or a ControlNet that was given on the command line. */
export interface GivenAddOn extends KeptAddOn {
  readonly file: Blob;
  /** As it was written behind the file; null where nothing was. */
  readonly strength: number | null;
}

/** A recipe with what is added to its model. */
export interface FittedRecipe {
  readonly recipe: Recipe;
  readonly files: AddOnFiles;
  /** What was left out or understood, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Opens the files, or diffusers' folders, named by `FILE` or `FILE=STRENGTH`. Each is called by its name without its ending. Headers are
 * read, and all bytes once, for their digest. Throws Faults: it is not there, is not sound, or is no add-on.
 */
export async function openAddOns(given: readonly string[]): Promise<readonly GivenAddOn[]> {
  const opened: GivenAddOn[] = [];
  for (const text of given) opened.push(await openOne(text));
  return opened;
}

async function openOne(text: string): Promise<GivenAddOn> {
  const there = await kindOf(text);
  const [, before = text, digits] = there ? [] : (/^(.+)=([+-]?(?:\d+\.?\d*|\.\d+))$/.exec(text) ?? []);
  const kind = there ?? (await kindOf(before));
  if (!kind)
    throw new Fault(
      'bad-recipe',
      `There is no file ${before}.`,
      'Name a LoRA, an embedding or a ControlNet as --add FILE or --add FILE=0.8.',
    );
  const strength = digits === undefined ? null : Number(digits);
  if (strength !== null && (strength < loraStrengths.least || strength > loraStrengths.most))
    throw new Fault('bad-recipe', `${digits} is no strength.`, `It lies between ${loraStrengths.least} and ${loraStrengths.most}.`);
  const title = basename(resolve(before)).replace(/\.safetensors$/i, '');
  const source = kind === 'folder' ? folderSource(before) : fileAlone(before);
  const weights = await openWeights(await byteFiles(source), { name: basename(before) });
  const facts = addOnFacts(weights, title);
  if (!facts)
    throw new Fault(
      'checkpoint-unsupported',
      `“${title}” is no LoRA, embedding or ControlNet.`,
      'A model to edit with is named by --package.',
    );
  const path = kind === 'folder' ? join(before, ...(weights.chosen[0] ?? '').split('/')) : before;
  return { id: path, title, sha256: await digestOf(path), facts, strength, file: await openAsBlob(path) };
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  const found = await stat(path).catch(() => null);
  if (!found) return null;
  return found.isDirectory() ? 'folder' : 'file';
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}

/** Throws a Fault `bad-recipe` where a recipe, or a tag in its texts, names an add-on that was not given. */
export function requireGiven({ loras, embeddings, controlNets, prompt, negativePrompt }: Recipe, given: readonly GivenAddOn[]): void {
  const named = [
    ...loras.map(({ sha256, name }) => ({ sha256, what: `the LoRA “${name}”` })),
    ...embeddings.map(({ sha256, token }) => ({ sha256, what: `the embedding “${token}”` })),
    ...controlNets.map(({ sha256, name }) => ({ sha256, what: `the ControlNet “${name}”` })),
  ];
  const missing = named
    .filter(({ sha256 }) => !given.some((one) => one.sha256 === sha256))
    .map(({ what, sha256 }) => `${what} (${sha256})`);
  const titles = given.filter(({ facts }) => facts.kind === 'lora').map(({ title }) => title.toLowerCase());
  const tags = [...readTags(prompt).tags, ...readTags(negativePrompt).tags];
  const untold = tags.filter(({ name }) => !titles.includes(name.toLowerCase())).map(({ name }) => `the LoRA “${name}”`);
  const all = [...missing, ...untold];
  if (all.length > 0)
    throw new Fault(
      'bad-recipe',
      `The recipe names ${all.join(' and ')}, and no such file was given.`,
      'Name it by --add FILE, or take it out of the recipe.',
    );
}

/**
 * Brings add-ons into a recipe: LoRAs take part with the strength of a tag in the prompt, else the one given with the file, else the
 * recipe's, else the one that their makers suggest; embeddings where their words stand in a text; ControlNets where guides name them.
 * Throws a Fault `checkpoint-unsupported` for what was made for other models.
 */
export function fitRecipe(recipe: Recipe, given: readonly GivenAddOn[], model: PackageSummary): FittedRecipe {
  for (const { title, facts } of given) requireFitting(title, misfit(facts, model satisfies TakingModel));
  const rows = given
    .filter(({ facts }) => facts.kind === 'lora')
    .map(({ sha256, title, strength, facts }) => {
      const own = recipe.loras.find((lora) => lora.sha256 === sha256);
      return { sha256, name: own?.name ?? title, strength: strength ?? own?.strength ?? facts.strength };
    });
  const { prompt, negativePrompt } = recipe;
  const added = runAddOns({ prompt, negativePrompt, loras: rows }, given, model);
  const named = new Set(recipe.controlNets.map(({ name }) => name));
  const wanted = recipe.guides.map(({ controlNet }) => controlNet);
  const nets = runNets(model, given)
    .added(wanted)
    .filter(({ name }) => !named.has(name));
  const words = added.embeddings.filter(({ sha256 }) => !recipe.embeddings.some((one) => one.sha256 === sha256));
  const idle = given.filter(({ facts, title }) => facts.kind === 'controlnet' && !wanted.includes(title));
  return {
    recipe: {
      ...recipe,
      ...{ prompt: added.prompt, negativePrompt: added.negativePrompt, loras: added.loras },
      embeddings: [...recipe.embeddings, ...words],
      controlNets: [...recipe.controlNets, ...nets],
    },
    files: Object.fromEntries(given.map(({ sha256, file }) => [sha256, file])),
    notes: [...added.notes, ...idle.map(({ title }) => `“${title}” leads nothing: no guide of the recipe names it.`)],
  };
}

function requireFitting(title: string, why: string | null): void {
  if (why !== null)
    throw new Fault(
      'checkpoint-unsupported',
      `“${title}” cannot be added. ${why}`,
      'Leave it out, or choose a model of its family by --package.',
    );
}
