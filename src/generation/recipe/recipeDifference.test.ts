import { expect, it } from 'vitest';
import type { Recipe } from '../../../workers/protocol/recipe';
import { testRecipe } from '../../document/testing/testRecipe';
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
  [{ method: { name: 'differential', futureHinting: false } }, ['without future hinting']],
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
    ground: { fill: 'noise' },
    guides: [{ controlNet: 'a', picture: other, weight: 1, start: 0, end: 1 }],
    loras: [lora('night', 1)],
    embeddings: [{ sha256: other.sha256, token: 'moonlit' }],
    controlNets: [{ sha256: other.sha256, name: 'a' }],
  };
  for (const key of Object.keys(changed) as (keyof Recipe)[]) {
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

it('settings of a method are told by their value, in words', () => {
  const guided = (change: object) =>
    testRecipe({
      method: {
        ...{ name: 'guided-optimisation', balance: 0.6, gradientSteps: 1, updateSteps: 15, learningRate: 0.1, encodingRatio: 1 },
        ...{ output: 'edit', guidanceImage: null, refinement: null, layoutMask: null },
        ...change,
      } as Recipe['method'],
    });
  const mask = { guides: [], noises: 2, noiseStrength: 0.5, clampRatio: 3, threshold: 0.1, smoothingCells: 1 };
  expect(differenceInWords(guided({}), guided({ balance: 0.3 }))).toEqual(['λ 0.3']);
  expect(differenceInWords(guided({}), guided({ output: 'guidance-image' }))).toEqual(['guidance image']);
  expect(differenceInWords(guided({}), guided({ refinement: { gradientSteps: 1, updateSteps: 6 }, updateSteps: 1 }))).toEqual([
    'refined',
    '1 led step',
  ]);
  expect(differenceInWords(guided({ layoutMask: mask }), guided({}))).toEqual(['without layout mask']);
  expect(differenceInWords(guided({ layoutMask: mask }), guided({ layoutMask: { ...mask, threshold: 0.2 } }))).toEqual([
    'layouts from 20 %',
  ]);
  expect(differenceInWords(guided({}), guided({ learningRate: 0.2 }))).toEqual(['method settings']);
  const automatic = (change: object) =>
    testRecipe({
      method: {
        ...{
          name: 'automatic-map',
          referencePrompt: null,
          noises: 4,
          noiseStrength: 0.5,
          clampRatio: 3,
          threshold: 0.5,
          encodingRatio: 0.8,
        },
        ...{ where: 'texts', ablation: 'none' },
        ...change,
      } as Recipe['method'],
    });
  expect(differenceInWords(automatic({}), automatic({ ablation: 'encode-decode', threshold: 0.3 }))).toEqual([
    'without map',
    'threshold 30 %',
  ]);
  const inpaint = (threshold: number) => testRecipe({ method: { name: 'blended-inpaint', threshold } });
  expect(differenceInWords(inpaint(0.5), inpaint(0.7))).toEqual(['counts from 70 %']);
});

it('LoRAs that came, went, or have another strength are told by name', () => {
  const loras = [lora('night', 1), lora('paper cut', 0.5)];
  const words = (after: Recipe['loras']) => differenceInWords(testRecipe({ loras }), testRecipe({ loras: after }));
  expect(words([lora('night', 0.8), lora('paper cut', 0.5)])).toEqual(['night 1 → 0.8']);
  expect(words([lora('night', 1), lora('ink', 2)])).toEqual(['with ink 2, without paper cut']);
  expect(words(loras.toReversed())).toEqual(['order of LoRAs']);
});
