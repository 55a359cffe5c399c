import { readScheduler } from '../protocol/scheduler/readScheduler';
import { fromSrgb } from '../maps/colours/convert';
import { enlargedBy } from '../maps/generationArea';
import { latentChangeMap } from '../maps/latentChangeMap';
import type { Blobs, EditResult } from '../protocol/engine';
import type { Recipe } from '../protocol/recipe';
import type { Tensor } from '../protocol/tensor';
import { matchColours } from './colourMatch';
import type { EditModel } from './editModel';
import { giveBackDetail } from './giveBackDetail';
import { fromModelPicture } from './modelPicture';
import { pasteBack, type Pasted } from './pasteBack';
import { enterPhase, type RunHooks } from './runHooks';
import type { RunMemory } from './runMemory';
import { prepareRun } from './runGround';
import { runName } from './runNames';
import { tr } from '../texts/texts';

const moved = tr`The generation area is another than in the run before, so nothing of that run could be taken up: everything was computed from the start.`;
const unmatched = tr`The colours could not be matched: too little of the generation area stays as it is. Enlarge the area, or paint less of it.`;

/** A finished run: what the window gets, and what evaluation looks at. */
export interface EditRun {
  readonly result: EditResult;
  /** RGB of the whole area as decoded, three bytes a pixel, before anything of the source was pasted back. */
  readonly decoded: Uint8Array;
}

/**
 * Runs an edit from beginning to end: cuts out the area, encodes text and picture, lets the method run, decodes and pastes
 * back. The same code runs in the worker and in Node.
 * @param value the recipe, not yet checked. @param blobs pixels by digest; those of runs before may be left out.
 * Throws Faults; everything that can be known beforehand is known before a network is run.
 */
export async function runEdit(value: unknown, blobs: Blobs, model: EditModel, memory: RunMemory, hooks: RunHooks): Promise<EditRun> {
  const started = performance.now();
  const { asked, recipe, stored, frame, method, source, denoise } = await prepareRun(value, blobs, model, memory, hooks);
  // Of the methods that know no seed of their own, this one leaves behind what a later run takes up.
  const alongside = recipe.method.name === 'differential' ? hooks.alongside : [];
  const outcome = await denoise((run, tools) => method.run(run, tools), alongside);

  await enterPhase(hooks, 'decoding');
  const changeMap = outcome.changeMap ?? method.changeMap;
  /** RGB as decoded; and laid into the source, with its detail and in its colours. */
  const drawn = async (latents: Tensor): Promise<{ decoded: Uint8Array; pasted: Pasted; matched: boolean }> => {
    const decoded = fromModelPicture(await model.decodeLatents(latents), frame.area);
    const detailed = await giveBackDetail({ recipe, frame, model, memory, source, latents, decoded, changeMap });
    const matched = matchColours(detailed, frame, changeMap, recipe.colourMatch);
    const edited = matched ?? detailed;
    const inItsColours = recipe.colours ? fromSrgb(edited, 3, recipe.colours) : edited;
    return { decoded, pasted: pasteBack(stored, changeMap, inItsColours, recipe.edgeSoftnessPx), matched: matched !== null };
  };
  const { guided } = outcome;
  const image = guided?.guidanceImage;
  const ofImage = image && image !== outcome.latents ? await drawn(image) : null;
  const { decoded, pasted, matched } = await drawn(outcome.latents);
  const guidanceImage = image ? (ofImage ?? { pasted }).pasted.rgba : null;

  await enterPhase(hooks, 'pasting');
  const notes = notesOf(recipe, model);
  if (recipe.colourMatch > 0 && !matched) notes.push(unmatched);
  const areaMoved = memory.areaMoved(runName(recipe), Object.values(recipe.area).join(' '));
  // Back at an area of before, that one's trajectory may still be there.
  if (areaMoved && outcome.evaluations.reused === 0) notes.push(moved);
  const result: EditResult = {
    rect: frame.rect,
    ...pasted,
    recipe: asked,
    provider: model.provider,
    evaluations: outcome.evaluations,
    latentMap: { ...frame.latentSize, data: latentChangeMap(changeMap, frame.area, frame.latentSize, recipe.mapReduction) },
    ...(outcome.contrast && {
      automaticMap: { ...frame.latentSize, data: Uint8Array.from(outcome.contrast, (value) => Math.round(value * 255)) },
    }),
    ...(guided && { guided: { guidanceImage, distances: guided.distances } }),
    seconds: (performance.now() - started) / 1000,
    notes,
  };
  return { result, decoded };
}

/** A recipe may be run with another package than its own, or with one that no seed reproduces, but not without a word. */
function notesOf(recipe: Recipe, model: EditModel): string[] {
  const { id, sha256, title, geometry } = model.modelPackage;
  const notes: string[] = [...readScheduler(model.modelPackage.scheduler, recipe.scheduler).notes];
  if (recipe.package.id !== id)
    notes.push(tr`The recipe was made with the package “${recipe.package.id}”, but “${title}” ran it: the result is another.`);
  else if (recipe.package.sha256 !== null && sha256 !== null && recipe.package.sha256 !== sha256)
    notes.push(tr`The package “${title}” has changed since the recipe was made: the result may be another.`);
  const times = enlargedBy(recipe.area, recipe.source, geometry.nativeSize);
  if (times !== null) {
    const { width, height } = geometry.nativeSize;
    notes.push(
      tr`The picture is smaller than the ${width} × ${height} pixels that the model was made for: the model saw it ${times.toFixed(times < 10 ? 1 : 0)} times larger, and what it painted was brought back to the picture’s size.`,
    );
  }
  if (model.drawsPosterior)
    notes.push(tr`The picture encoder of “${title}” draws random numbers of its own: the same seed gives slightly different results.`);
  if (model.guidanceForm === 'input' && recipe.negativePrompt !== '')
    notes.push(tr`“${title}” takes the guidance as a number of its own, so the negative prompt has no effect.`);
  return notes;
}
