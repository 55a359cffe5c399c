import { recipeSchema, type Recipe } from '../../../workers/protocol/recipe';

/** A recipe for tests, complete but for what they say. */
export function testRecipe(change: Partial<Recipe> = {}): Recipe {
  const pixels = (letter: string) => ({ sha256: letter.repeat(64), width: 8, height: 8 });
  return recipeSchema.parse({
    version: 1,
    package: { id: 'scripted', sha256: null },
    source: pixels('a'),
    changeMap: pixels('b'),
    area: { x: 0, y: 0, width: 8, height: 8, modelWidth: 64, modelHeight: 64 },
    method: { name: 'differential', futureHinting: true },
    prompt: 'at night',
    negativePrompt: '',
    steps: 20,
    guidance: 5,
    guidanceRescale: 0,
    strength: 1,
    seed: 4,
    scheduler: null,
    thresholdCurve: 'linear',
    mapReduction: 'maximum',
    edgeSoftnessPx: 0,
    ...change,
  });
}
