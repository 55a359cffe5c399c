import { expect, it } from 'vitest';
import type { Recipe } from '../../workers/protocol/recipe';
import { testRecipe } from '../document/testing/testRecipe';
import { differenceInWords, sameRecipe } from './recipeDifference';

const other = { sha256: 'c'.repeat(64), width: 8, height: 8 };
const lora = (name: string, strength: number) => ({ sha256: (name.length % 10).toString().repeat(64), name, strength });
const cases: readonly (readonly [Partial<Recipe>, readonly string[]])[] = [
  [{}, []],
  [{ seed: 9 }, ['seed 4 → 9']],
  [{ changeMap: other }, ['map']],
  [{ strength: 0.62 }, ['strength 62 %']],
  [{ prompt: 'at dawn', seed: 5 }, ['“dawn”', 'seed 4 → 5']],
  [{ steps: 30, guidance: 7.5 }, ['steps 20 → 30', 'guidance 5 → 7.5']],
  [{ method: { name: 'blended-inpaint', threshold: 0.5 } }, ['blended inpaint']],
  [{ method: { name: 'differential', futureHinting: false } }, ['method settings']],
  [{ scheduler: 'DDIMScheduler', thresholdCurve: 'log' }, ['DDIM', 'log curve']],
  [{ source: other }, ['picture']],
  [{ package: { id: 'other', sha256: null } }, ['model']],
  [{ loras: [lora('night', 0.8)] }, ['with night 0.8']],
];

it.each(cases)('%j differs by %j', (change, words) => {
  expect(differenceInWords(testRecipe(), testRecipe(change))).toEqual(words);
  expect(sameRecipe(testRecipe(), testRecipe(change))).toBe(words.length === 0);
});

it.each([
  ['a red house, hills', 'a red house, hills, golden light', '“golden light”'],
  ['a red house by a fjord, hills', 'a blue house by a fjord, hills', '“blue”'],
  ['a red house, people', 'a red house', 'without “people”'],
  ['', 'first snow on the meadow and on the mountains', '“first snow on the…”'],
  ['a house', 'trees, a lake', '“trees”'],
  ['a, b', 'b, a', 'prompt'],
])('from “%s” to “%s” is told as %s', (before, after, words) => {
  expect(differenceInWords(testRecipe({ prompt: before }), testRecipe({ prompt: after }))).toEqual([words]);
});

it('every member of a recipe is told', () => {
  const first = testRecipe();
  const changed: Recipe = {
    ...first,
    negativePrompt: 'x',
    area: { ...first.area, x: 1 },
    guidanceRescale: 0.5,
    imageGuidance: 2,
    mapReduction: 'mean',
    edgeSoftnessPx: 3,
    colourMatch: 0.5,
    sourceDetail: 0.5,
    guides: [{ controlNet: 'a', picture: other, weight: 1, start: 0, end: 1 }],
    loras: [lora('night', 1)],
    embeddings: [{ sha256: other.sha256, token: 'moonlit' }],
    controlNets: [{ sha256: other.sha256, name: 'a' }],
  };
  for (const key of Object.keys(first) as (keyof Recipe)[]) {
    if (JSON.stringify(first[key]) === JSON.stringify(changed[key])) continue;
    expect(differenceInWords(first, { ...first, [key]: changed[key] })).toHaveLength(1);
  }
});

it('exemplars and the rest of their method are told apart', () => {
  const blend = (passes: 'single' | 'iterative', picture = other) =>
    testRecipe({ method: { name: 'exemplar-blend', passes, exemplars: [{ picture, changeMap: other, hold: null }] } });
  expect(differenceInWords(blend('single'), blend('iterative'))).toEqual(['method settings']);
  expect(differenceInWords(blend('single'), blend('single', { ...other, width: 4 }))).toEqual(['exemplars']);
});

it('LoRAs that came, went, or have another strength are told by name', () => {
  const loras = [lora('night', 1), lora('paper cut', 0.5)];
  const words = (after: Recipe['loras']) => differenceInWords(testRecipe({ loras }), testRecipe({ loras: after }));
  expect(words([lora('night', 0.8), lora('paper cut', 0.5)])).toEqual(['night 1 → 0.8']);
  expect(words([lora('night', 1), lora('ink', 2)])).toEqual(['with ink 2, without paper cut']);
  expect(words(loras.toReversed())).toEqual(['order of LoRAs']);
});
