import { createInvertibleScheduler } from '../diffusion/schedulers/createScheduler';
import { suggestedStrength } from '../maps/suggestedStrength';
import type { Blobs } from '../protocol/engine';
import { Fault } from '../protocol/faults';
import { requireSameSize, frameArea, frameSeen } from './areaFrame';
import { checkRecipe } from './checkRecipe';
import { composeOver } from './composeOver';
import { cropPicture } from './cropPicture';
import type { EditModel } from './editModel';
import { pictureEncoder } from './methodTools';
import { onItsGround } from './onItsGround';
import type { RunMemory } from './runMemory';
import { tr } from '../texts/texts';

/**
 * The global strength, 0…1, at which an exemplar edit can travel as far as the composition lies from the source: Lemma 1 of
 * PIXELS over the latents of both. Two encodings, kept for the run that may follow; nothing is denoised.
 * @throws Fault what is wrong with recipe or pixels; `bad-recipe` for another method than the exemplar blend.
 */
export async function suggestStrength(value: unknown, blobs: Blobs, model: EditModel, memory: RunMemory): Promise<number> {
  const asked = checkRecipe(value);
  const { method } = asked;
  if (method.name !== 'exemplar-blend')
    throw new Fault('bad-recipe', tr`A strength can only be suggested for a blend of exemplars.`, tr`Choose the method “Exemplar blend”.`);
  const find = await memory.pixels.take(blobs);
  const { recipe, frame } = await onItsGround(asked, frameSeen(frameArea(asked, find, model.modelPackage.geometry), asked), find);
  model.requireRun(frame.modelSize, []);
  const encode = pictureEncoder({ recipe, frame, model, memory });
  const digests = [recipe.source.sha256];
  const source = await encode(frame.source, digests);
  let composition = frame.source;
  for (const [i, exemplar] of method.exemplars.entries()) {
    const picture = find(exemplar.picture, 'rgba', tr`the picture of exemplar ${i + 1}`);
    requireSameSize(picture, recipe.source, tr`The picture of exemplar ${i + 1}`);
    composition = composeOver(composition, cropPicture(picture.data, picture, 4, frame.area));
    digests.push(exemplar.picture.sha256);
  }
  const composed = await encode(composition, digests);
  const { alphasCumprod } = createInvertibleScheduler(model.modelPackage.scheduler);
  return suggestedStrength({ source: source.data, composition: composed.data, alphasCumprod }).strength;
}
