import type { PackageSummary } from '../../../workers/protocol/engine';
import type { MethodName } from '../../../workers/protocol/recipe';
import type { DocumentState, Settings } from '../../document/documentState';
import { findsMap } from '../methods/findsMap';
import { exemplarPasses, thresholdCurves } from '../methods/methods';
import { nextCost } from '../nextCost';
import type { OtherMap } from './otherMap';

/** One run of a sweep: the settings that it changes, and that in words. */
export interface Variant {
  readonly words: string;
  readonly change: Partial<Settings>;
  /** Under another map than the painted one. */
  readonly map?: OtherMap | undefined;
}

export const variantOf = (words: string, change: Partial<Settings>): Variant => ({ words, change });

/** Runs that differ in one thing alone, made one after the other under one seed. */
export interface Sweep {
  readonly label: string;
  /** What comparing them shows. */
  readonly about: string;
  readonly variants: readonly Variant[];
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const each = <T>(values: readonly T[], words: (value: T) => string, change: (value: T) => Partial<Settings>): Variant[] =>
  values.map((value) => ({ words: words(value), change: change(value) }));

const strengths: Sweep = {
  label: 'Global strengths',
  about: 'From a touch to drawing all anew.',
  variants: each([0.2, 0.4, 0.6, 0.8, 1], percent, (strength) => ({ strength })),
};

const inverse: Sweep = {
  label: 'Map and its inverse',
  about: 'The same seed where the map is white, then where it is black.',
  variants: [variantOf('map as painted', {}), { ...variantOf('map inverse', {}), map: 'inverse' }],
};

const curves: Sweep = {
  label: 'Threshold curves',
  about: 'How the steps are spread over the greys: on a map of one grey at most they are all alike.',
  variants: each(
    thresholdCurves,
    ({ label }) => label.toLowerCase(),
    ({ value }) => ({ thresholdCurve: value }),
  ),
};

const byMethod: Readonly<Record<MethodName, (settings: Settings) => readonly Sweep[]>> = {
  differential: () => [
    {
      label: 'Without future hinting',
      about: 'What it is worth that the model sees from the first step on what will stay.',
      variants: each(
        [true, false],
        (on) => (on ? 'with future hinting' : 'without future hinting'),
        (futureHinting) => ({ futureHinting }),
      ),
    },
    curves,
    strengths,
    inverse,
  ],
  'exemplar-blend': () => [
    {
      label: 'Passes',
      about: 'One pass for all exemplars, one for each, and the plain pasting that the paper compares with.',
      variants: each(
        exemplarPasses,
        ({ label }) => label.toLowerCase(),
        ({ value }) => ({ exemplarPasses: value }),
      ),
    },
    curves,
  ],
  'automatic-map': (settings) => [
    {
      label: 'Without map, without encoding',
      about: 'The whole method, then all of the picture decoded, then noise in the place of the picture’s own.',
      variants: each(
        ['none', 'encode-decode', 'without-encoding'] as const,
        (ablation) => ({ none: 'the whole method', 'encode-decode': 'without map', 'without-encoding': 'without encoding' })[ablation],
        (ablation) => ({ automaticMap: { ...settings.automaticMap, ablation } }),
      ),
    },
    ...(findsMap(settings)
      ? [
          {
            label: 'Thresholds of the map',
            about: 'How much is taken for different: less edits more of the picture.',
            variants: each([0.3, 0.5, 0.7], percent, (threshold) => ({ automaticMap: { ...settings.automaticMap, threshold } })),
          },
        ]
      : []),
    {
      label: 'Encoding ratios',
      about: 'From staying close to the picture to drawing it freely.',
      variants: each([0.5, 0.7, 0.9], percent, (encodingRatio) => ({ automaticMap: { ...settings.automaticMap, encodingRatio } })),
    },
  ],
  'guided-optimisation': ({ optimisation, layoutMask }) => [
    {
      label: 'λ from 1 to 0',
      about: 'From the picture alone to the guide alone: the picture is encoded once for all of them.',
      variants: each(
        [1, 0.8, 0.6, 0.3, 0],
        (balance) => `λ ${balance}`,
        (balance) => ({ optimisation: { ...optimisation, balance } }),
      ),
    },
    ...(layoutMask
      ? [
          {
            label: 'Without layout mask',
            about: 'The edit where the two layouts differ, then wherever the change map lets it.',
            variants: each(
              [layoutMask, null],
              (mask) => (mask ? 'with layout mask' : 'without layout mask'),
              (mask) => ({ layoutMask: mask }),
            ),
          },
          {
            label: 'Thresholds of the layouts',
            about: 'How much is taken for different: less edits more of the picture.',
            variants: each([0.05, 0.1, 0.2], percent, (threshold) => ({ layoutMask: { ...layoutMask, threshold } })),
          },
        ]
      : []),
  ],
  'image-to-image': () => [strengths, inverse],
  'blended-inpaint': () => [
    {
      label: 'Thresholds of the map',
      about: 'From which grey on the map counts as change.',
      variants: each([0.25, 0.5, 0.75], percent, (inpaintThreshold) => ({ inpaintThreshold })),
    },
  ],
};

/** The comparisons that a method's paper makes, with the settings as they stand; what has no part in them is left out. */
export function sweepsOf(settings: Settings): readonly Sweep[] {
  return byMethod[settings.method](settings);
}

/** The evaluations of all runs of a sweep, were nothing known of any. */
export const sweepCost = (document: DocumentState, summary: PackageSummary, { variants }: Pick<Sweep, 'variants'>): number =>
  variants
    .flatMap(({ change }) => nextCost({ ...document, settings: { ...document.settings, ...change } }, summary))
    .reduce((sum, { evaluations }) => sum + evaluations, 0);
