import { methods } from '../../../workers/protocol/methods';
import { maximumSeed, maximumSteps, type ThresholdCurve } from '../../../workers/protocol/recipe';
import { Fault } from '../../../workers/protocol/faults';
import type { Settings } from '../../document/documentState';
import { thresholdCurves } from '../methods/methods';
import { variantOf, type Variant } from './sweeps';
import { tr } from '../../../workers/texts/texts';
import { inSentence } from '../../../workers/texts/inSentence';

/** Most values along one side of a grid. */
export const maximumValues = 12;

/** One setting that a sweep goes through. */
export interface Axis {
  readonly id: string;
  readonly label: string;
  /** What may be written, and what stands there at first. */
  readonly about: string;
  readonly first: string;
  /** @throws Fault `bad-recipe` for a text that it cannot read */
  readonly variants: (text: string) => readonly Variant[];
}

interface NumberAxis {
  readonly id: string;
  readonly label: string;
  readonly first: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly whole?: boolean;
  /** In percent of what the setting holds. */
  readonly percent?: boolean;
  readonly change: (value: number) => Partial<Settings>;
}

const refused = (message: string, hint: string): Fault => new Fault('bad-recipe', message, hint);

const partsOf = (text: string): readonly string[] =>
  text
    .split(/[,;\s]+/)
    .map((part) => part.replace(/%$/, ''))
    .filter((part) => part !== '');

/** Each value once, in their order. @throws Fault where there are none or too many */
function distinct<T>(values: readonly T[], label: string): readonly T[] {
  const once = [...new Set(values)];
  if (once.length === 0) throw refused(tr`${label} has no values.`, tr`Write some, with commas between them.`);
  if (once.length > maximumValues)
    throw refused(tr`${label} has ${once.length} values.`, tr`A grid takes ${maximumValues} along each side: leave some out.`);
  return once;
}

function numberAxis({ id, label, first, minimum, maximum, whole = false, percent = false, change }: NumberAxis): Axis {
  const unit = percent ? ' %' : '';
  const read = (part: string): number => {
    const value = Number(part);
    const fits = part !== '' && Number.isFinite(value) && value >= minimum && value <= maximum && (!whole || Number.isInteger(value));
    if (!fits)
      throw refused(
        tr`“${part}” is no value of ${label}.`,
        whole
          ? tr`Write whole numbers from ${minimum} to ${maximum}${unit}, with commas between them.`
          : tr`Write numbers from ${minimum} to ${maximum}${unit}, with commas between them.`,
      );
    return value;
  };
  return {
    id,
    label,
    first,
    about: whole
      ? tr`Whole numbers from ${minimum} to ${maximum}${unit}, with commas between them.`
      : tr`Numbers from ${minimum} to ${maximum}${unit}, with commas between them.`,
    variants: (text) =>
      distinct(partsOf(text).map(read), label).map((value) =>
        variantOf(`${inSentence(label).startsWith('λ') ? 'λ' : inSentence(label)} ${value}${unit}`, change(percent ? value / 100 : value)),
      ),
  };
}

const curveAxis: Axis = {
  id: 'curve',
  label: tr`Threshold curve`,
  first: thresholdCurves.map(({ value }) => value).join(', '),
  about: tr`Of ${thresholdCurves.map(({ value }) => value).join(', ')}.`,
  variants: (text) =>
    distinct(partsOf(text.toLowerCase()), tr`Threshold curve`).map((part) => {
      const known = thresholdCurves.find(({ value }) => value === part);
      if (!known) throw refused(tr`“${part}” is no threshold curve.`, curveAxis.about);
      return variantOf(tr`${part} curve`, { thresholdCurve: known.value satisfies ThresholdCurve });
    }),
};

const mapAxis: Axis = {
  id: 'map',
  label: tr`Change map`,
  first: 'painted, inverse',
  about: tr`The same seed under another map: painted, inverse, everything.`,
  variants: (text) =>
    distinct(partsOf(text.toLowerCase()), tr`Change map`).map((part) => {
      if (part === 'painted') return variantOf(tr`map as painted`, {});
      if (part === 'inverse') return { ...variantOf(tr`map inverse`, {}), map: 'inverse' };
      if (part === 'everything') return { ...variantOf(tr`everything may change`, {}), map: 'everything' };
      throw refused(tr`“${part}” is no map.`, mapAxis.about);
    }),
};

/** The settings that a sweep can go through as they stand; what has no part in the method is left out. */
export function axesOf({ method, loras, optimisation, automaticMap, steps, guidance, seed }: Settings): readonly Axis[] {
  const { ownLevels } = methods[method];
  const guided = method === 'guided-optimisation';
  return [
    ...(ownLevels
      ? []
      : [
          numberAxis({
            ...{ id: 'strength', label: tr`Global strength`, first: '40, 60, 80, 100', minimum: 1, maximum: 100, percent: true },
            change: (strength) => ({ strength }),
          }),
        ]),
    ...(guided
      ? [
          numberAxis({
            ...{ id: 'balance', label: 'λ', first: '1, 0.8, 0.6, 0.3, 0', minimum: 0, maximum: 1 },
            change: (balance) => ({ optimisation: { ...optimisation, balance } }),
          }),
        ]
      : []),
    ...(ownLevels
      ? [
          numberAxis({
            ...{ id: 'encoding', label: tr`Encoding ratio`, first: '50, 70, 90', minimum: 10, maximum: 100, percent: true },
            change: (encodingRatio) =>
              guided ? { optimisation: { ...optimisation, encodingRatio } } : { automaticMap: { ...automaticMap, encodingRatio } },
          }),
        ]
      : []),
    numberAxis({
      ...{ id: 'guidance', label: tr`Guidance`, first: `${guidance}, ${guidance + 2}, ${guidance + 4}`, minimum: 0, maximum: 50 },
      change: (value) => ({ guidance: value }),
    }),
    numberAxis({
      ...{ id: 'seed', label: tr`Seed`, first: [0, 1, 2, 3].map((i) => (seed + i) % (maximumSeed + 1)).join(', ') },
      ...{ minimum: 0, maximum: maximumSeed, whole: true },
      change: (value) => ({ seed: value }),
    }),
    numberAxis({
      ...{
        id: 'steps',
        label: tr`Steps`,
        first: `${steps}, ${Math.min(maximumSteps, steps * 2)}`,
        minimum: 1,
        maximum: maximumSteps,
        whole: true,
      },
      change: (value) => ({ steps: value }),
    }),
    ...(method === 'differential' || method === 'exemplar-blend' ? [curveAxis] : []),
    ...(method === 'automatic-map' ? [] : [mapAxis]),
    ...loras.map(({ sha256, name }) =>
      numberAxis({
        ...{ id: `lora ${sha256}`, label: tr`LoRA ${name}`, first: '0, 0.5, 1', minimum: -2, maximum: 2 },
        change: (strength) => ({ loras: loras.map((lora) => (lora.sha256 === sha256 ? { ...lora, strength } : lora)) }),
      }),
    ),
  ];
}

/** Every pair of a row and a column, row by row; the rows alone where there are no columns. */
export function crossed(rows: readonly Variant[], columns: readonly Variant[]): readonly Variant[] {
  if (columns.length === 0) return rows;
  return rows.flatMap((row) =>
    columns.map(({ words, change, map }): Variant => ({
      words: `${row.words}, ${words}`,
      change: { ...row.change, ...change },
      ...((map ?? row.map) && { map: map ?? row.map }),
    })),
  );
}
