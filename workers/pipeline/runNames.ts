import type { MethodSettings, Recipe } from '../protocol/recipe';
import { methods } from '../protocol/methods';

/*
 * Names under which results are kept for later runs. A name holds everything that influences what it names and nothing
 * that does not: too little would give wrong results, too much computes again what is known. The package has no part in
 * them, since the memory is emptied with it.
 */

/** The place and size of a run's latents, and how the model sees the colours there. */
function place({ area, colours }: Recipe): readonly unknown[] {
  return [area.x, area.y, area.width, area.height, area.modelWidth, area.modelHeight, ...(colours ? [colours] : [])];
}

/** What conditions predictions beside the text; a guide's part of the schedule is counted on the sampler's timesteps. */
function guidesOf(recipe: Recipe): unknown {
  return recipe.guides.length === 0
    ? null
    : { guides: recipe.guides, scheduler: recipe.scheduler, steps: recipe.steps, cut: cutOf(recipe) };
}

/** What stands in the networks beside the model's own weights; nothing of it in a recipe without add-ons. */
function addOnsOf({ loras, embeddings, controlNets }: Recipe): Readonly<Record<string, unknown>> {
  const all = { loras: loras.map(({ sha256, strength }) => [sha256, strength]), embeddings, controlNets };
  return Object.fromEntries(Object.entries(all).filter(([, list]) => list.length > 0));
}

/** The model that makes the last steps; nothing where none does, or the method has levels of its own. */
const refinerOf = ({ method, refiner }: Recipe): Readonly<Record<string, unknown>> =>
  refiner && !methods[method.name].ownLevels ? { refiner } : {};

/** The global strength where it counts: two methods go by levels of their own. */
function cutOf({ method, strength }: Recipe): number | null {
  return methods[method.name].ownLevels ? null : strength;
}

/** The texts and how strongly they count. Without guidance the negative text has no part. */
function wording({ prompt, negativePrompt, guidance, guidanceRescale }: Recipe): unknown {
  return guidance > 1 ? { prompt, negativePrompt, guidance, guidanceRescale } : { prompt, guidance };
}

/** An encoded picture. @param digests of what it was composed from. */
export function encodingName(recipe: Recipe, digests: readonly string[]): string {
  return JSON.stringify([digests, place(recipe)]);
}

/** An inversion, whatever its ratio: the levels of a shorter one are the first of a longer one. @param picture names the clean latents. */
export function inversionName(recipe: Recipe, picture: string): string {
  return JSON.stringify({ picture, place: place(recipe), steps: recipe.steps, guides: guidesOf(recipe), ...addOnsOf(recipe) });
}

type AutomaticMap = Extract<MethodSettings, { name: 'automatic-map' }>;

/** What two texts differ by; clamping, threshold and everything after that come later. */
export function contrastName(recipe: Recipe, settings: AutomaticMap): string {
  return JSON.stringify([referenceName(recipe, settings), recipe.prompt, settings.noises]);
}

/** Predictions under a reference text, whatever it is compared with; those of fewer noises are the first of those of more. */
export function referenceName(recipe: Recipe, { referencePrompt, noiseStrength }: AutomaticMap): string {
  const { source, scheduler, steps, seed } = recipe;
  return JSON.stringify({
    source: source.sha256,
    place: place(recipe),
    wording: wording({ ...recipe, prompt: referencePrompt ?? '' }),
    noiseStrength,
    scheduler,
    steps,
    seed,
    guides: guidesOf(recipe),
    ...addOnsOf(recipe),
  });
}

/** What two layouts differ by. */
export function layoutName(
  recipe: Recipe,
  { guides, noises, noiseStrength }: NonNullable<Extract<MethodSettings, { name: 'guided-optimisation' }>['layoutMask']>,
): string {
  const { source, scheduler, steps, seed } = recipe;
  return JSON.stringify({
    source: source.sha256,
    place: place(recipe),
    wording: wording(recipe),
    present: guides,
    wanted: recipe.guides,
    noises,
    noiseStrength,
    scheduler,
    steps,
    seed,
    ...addOnsOf(recipe),
  });
}

/** The guidance image of guided optimisation, before its refinement; λ has no part in it. @param edit names the mask. */
export function guidanceImageName(recipe: Recipe, knobs: unknown, edit: string): string {
  const { source, steps, seed } = recipe;
  return JSON.stringify({
    guidanceImage: knobs,
    source: source.sha256,
    place: place(recipe),
    wording: wording(recipe),
    steps,
    seed,
    guides: guidesOf(recipe),
    ...addOnsOf(recipe),
    edit,
  });
}

/**
 * A run by all that its latents depend on but its maps, whose effect is told by the trajectory itself or named beside this.
 * Curve, reduction and future hints only shape masks; softness and colour match come after the latents.
 */
export function latentsName(recipe: Recipe): string {
  return JSON.stringify([place(recipe), runName(recipe)]);
}

/** The same without the area: what a person would call the same edit. */
export function runName(recipe: Recipe): string {
  const { source, method, scheduler, steps, seed, guides } = recipe;
  return JSON.stringify({
    source: source.sha256,
    method: withoutMaps(method),
    wording: wording(recipe),
    scheduler,
    steps,
    cut: cutOf(recipe),
    seed,
    guides,
    ...addOnsOf(recipe),
    ...refinerOf(recipe),
  });
}

function withoutMaps(method: MethodSettings): unknown {
  switch (method.name) {
    case 'exemplar-blend':
      return { ...method, exemplars: method.exemplars.map((exemplar) => exemplar.picture.sha256) };
    case 'differential':
    case 'blended-inpaint':
      return method.name;
    case 'automatic-map':
      return { name: method.name, ablation: method.ablation, encodingRatio: method.encodingRatio };
    case 'guided-optimisation':
      return { ...method, layoutMask: null };
    case 'image-to-image':
      return method.name;
  }
}

/** A binary map as text, four positions a digit: equal exactly where the maps are. */
export function maskName(mask: ArrayLike<number>): string {
  let name = `${mask.length}:`;
  for (let i = 0; i < mask.length; i += 4) {
    let digit = 0;
    for (let bit = 0; bit < 4; bit++) if (mask[i + bit]) digit |= 1 << bit;
    name += digit.toString(16);
  }
  return name;
}
