import type { Recipe } from '../../../workers/protocol/recipe';
import { offeredMethods, schedulers, thresholdCurves } from '../methods/methods';
import { form, plural, tr } from '../../../workers/texts/texts';
import { inSentence } from '../../../workers/texts/inSentence';

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const labelOf = (choices: readonly { readonly value: string; readonly label: string }[], value: string): string =>
  choices.find((choice) => choice.value === value)?.label ?? value;

/** Of what is quoted, in characters. */
const longestQuote = 24;

const quoted = (words: string): string =>
  `“${words.length <= longestQuote ? words : `${words.slice(0, longestQuote).replace(/\s+\S*$/, '')}…`}”`;

/** What came to a prompt, in its own words; where something only went, what went. */
function promptWords(before: string, after: string): string {
  const was = phrasesOf(before);
  const is = phrasesOf(after);
  const came = is.filter((phrase) => !was.includes(phrase));
  const went = was.filter((phrase) => !is.includes(phrase));
  const [first] = came;
  if (first === undefined) return went[0] === undefined ? tr`prompt` : tr`without ${quoted(went[0])}`;
  if (came.length > 1 || went.length > 1) return quoted(first);
  // One phrase that was changed: its new words say it in less.
  const known = new Set(went[0]?.split(' '));
  const fresh = first.split(' ').filter((word) => !known.has(word));
  return quoted(fresh.length > 0 ? fresh.join(' ') : first);
}

const phrasesOf = (prompt: string): readonly string[] =>
  prompt
    .split(',')
    .map((phrase) => phrase.trim().replace(/\s+/g, ' '))
    .filter((phrase) => phrase !== '');

/** LoRAs that came, went, or have another strength; their order alone is told as such. */
function loraWords({ loras: before }: Recipe, { loras: after }: Recipe): string {
  const strengthIn = (list: Recipe['loras'], sha256: string): number | null =>
    list.find((lora) => lora.sha256 === sha256)?.strength ?? null;
  const told = [
    ...after.flatMap(({ name, sha256, strength }) => {
      const was = strengthIn(before, sha256);
      return was === strength ? [] : [was === null ? tr`with ${name} ${strength}` : `${name} ${was} → ${strength}`];
    }),
    ...before.flatMap(({ name, sha256 }) => (strengthIn(after, sha256) === null ? [tr`without ${name}`] : [])),
  ];
  return told.length > 0 ? told.join(', ') : tr`order of LoRAs`;
}

const groundWords = {
  picture: tr`ground as it is`,
  neighbours: tr`ground from around`,
  noise: tr`ground of noise`,
  colour: tr`ground of one colour`,
  exemplar: tr`ground from exemplar`,
} as const;

/** The members of a recipe that are told, in the order in which they matter, each in the fewest words. */
const told: readonly { readonly of: (recipe: Recipe) => unknown; readonly words: (before: Recipe, after: Recipe) => string }[] = [
  { of: ({ source }) => source.sha256, words: () => tr`picture` },
  { of: ({ prompt }) => prompt, words: (before, after) => promptWords(before.prompt, after.prompt) },
  { of: ({ negativePrompt }) => negativePrompt, words: () => tr`negative prompt` },
  { of: ({ loras }) => loras, words: (before, after) => loraWords(before, after) },
  { of: ({ embeddings }) => embeddings, words: () => tr`embeddings` },
  { of: ({ changeMap }) => changeMap.sha256, words: () => tr`map` },
  { of: ({ area }) => area, words: () => tr`area` },
  { of: ({ seed }) => seed, words: (before, after) => tr`seed ${before.seed} → ${after.seed}` },
  { of: ({ strength }) => strength, words: (_, { strength }) => tr`strength ${percent(strength)}` },
  { of: ({ steps }) => steps, words: (before, after) => tr`steps ${before.steps} → ${after.steps}` },
  { of: ({ guidance }) => guidance, words: (before, after) => tr`guidance ${before.guidance} → ${after.guidance}` },
  { of: ({ method }) => method.name, words: (_, { method }) => inSentence(labelOf(offeredMethods, method.name)) },
  {
    of: ({ scheduler }) => scheduler,
    words: (_, { scheduler }) => (scheduler === null ? tr`own scheduler` : labelOf(schedulers, scheduler)),
  },
  { of: (recipe) => recipe.package, words: () => tr`model` },
  {
    of: ({ thresholdCurve }) => thresholdCurve,
    words: (_, { thresholdCurve }) => tr`${inSentence(labelOf(thresholdCurves, thresholdCurve))} curve`,
  },
  { of: ({ guides }) => guides, words: () => tr`guides` },
  { of: ({ controlNets }) => controlNets, words: () => tr`ControlNets` },
  { of: ({ colourMatch }) => colourMatch, words: (_, { colourMatch }) => tr`colour match ${percent(colourMatch)}` },
  { of: ({ sourceDetail }) => sourceDetail, words: (_, { sourceDetail }) => tr`source detail ${percent(sourceDetail)}` },
  { of: ({ ground }) => ground, words: (_, { ground }) => groundWords[ground?.fill ?? 'picture'] },
  { of: ({ edgeSoftnessPx }) => edgeSoftnessPx, words: (_, { edgeSoftnessPx }) => tr`edge ${edgeSoftnessPx} px` },
  { of: ({ imageGuidance }) => imageGuidance, words: (_, { imageGuidance }) => tr`picture guidance ${imageGuidance}` },
  {
    of: ({ refiner }) => refiner,
    words: (_, { refiner }) => (refiner ? tr`refined from ${percent(refiner.from)}` : tr`not refined`),
  },
  { of: ({ guidanceRescale }) => guidanceRescale, words: (_, { guidanceRescale }) => tr`rescale ${percent(guidanceRescale)}` },
  { of: ({ mapReduction }) => mapReduction, words: () => tr`map to latents` },
];

/** What differs between the methods' own settings, where the methods are the same. */
function methodWords({ method: before }: Recipe, { method: after }: Recipe): string[] {
  if (before.name !== after.name || same(before, after)) return [];
  const exemplars = before.name === 'exemplar-blend' && after.name === 'exemplar-blend' && !same(before.exemplars, after.exemplars);
  const rest = (method: Recipe['method']) => (method.name === 'exemplar-blend' ? { ...method, exemplars: [] } : method);
  const own = knobWords(rest(before), rest(after));
  return [...(exemplars ? ['exemplars'] : []), ...(same(rest(before), rest(after)) ? [] : own.length > 0 ? own : [tr`method settings`])];
}

/** The settings of methods that are told by their value. */
function knobWords(before: Recipe['method'], after: Recipe['method']): string[] {
  if (before.name === 'differential' && after.name === 'differential')
    return [after.futureHinting ? tr`with future hinting` : tr`without future hinting`];
  if (before.name === 'blended-inpaint' && after.name === 'blended-inpaint') return [tr`counts from ${percent(after.threshold)}`];
  if (before.name === 'automatic-map' && after.name === 'automatic-map')
    return [
      ...(before.ablation === after.ablation ? [] : [ablationWords[after.ablation]]),
      ...(before.threshold === after.threshold ? [] : [tr`threshold ${percent(after.threshold)}`]),
      ...(before.encodingRatio === after.encodingRatio ? [] : [tr`encoding ${percent(after.encodingRatio)}`]),
    ];
  if (before.name === 'guided-optimisation' && after.name === 'guided-optimisation')
    return [
      ...(before.output === after.output ? [] : [after.output === 'edit' ? tr`the edit` : tr`guidance image`]),
      ...(before.balance === after.balance ? [] : [`λ ${Number(after.balance.toFixed(2))}`]),
      ...(before.encodingRatio === after.encodingRatio ? [] : [tr`encoding ${percent(after.encodingRatio)}`]),
      ...(same(before.refinement, after.refinement) ? [] : [after.refinement ? tr`refined` : tr`not refined`]),
      ...(before.updateSteps === after.updateSteps
        ? []
        : [plural(after.updateSteps, form`1 led step`, form`${after.updateSteps} led steps`)]),
      ...layoutWords(before.layoutMask, after.layoutMask),
    ];
  return [];
}

const ablationWords = { none: tr`the whole method`, 'encode-decode': tr`without map`, 'without-encoding': tr`without encoding` } as const;

type LayoutMask = Extract<Recipe['method'], { name: 'guided-optimisation' }>['layoutMask'];

function layoutWords(before: LayoutMask, after: LayoutMask): string[] {
  if (!before || !after) return before === after ? [] : [after ? tr`mask from layouts` : tr`without layout mask`];
  return before.threshold === after.threshold ? [] : [tr`layouts from ${percent(after.threshold)}`];
}

/**
 * How a recipe differs from the one before it, in words for a thumbnail: "seed 4 → 9", "map", "strength 62 %". Empty where they would
 * give the same result.
 */
export function differenceInWords(before: Recipe, after: Recipe): readonly string[] {
  const words = told.filter(({ of }) => !same(of(before), of(after))).map(({ words }) => words(before, after));
  return [...words, ...methodWords(before, after)];
}

/** Whether two recipes ask for the same result: model, pixels and settings alike. */
export const sameRecipe = (a: Recipe, b: Recipe): boolean => differenceInWords(a, b).length === 0;
