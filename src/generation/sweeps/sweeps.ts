import type { PackageSummary } from '../../../workers/protocol/engine';
import type { MethodName } from '../../../workers/protocol/recipe';
import type { DocumentState, Settings } from '../../document/documentState';
import { findsMap } from '../methods/findsMap';
import { exemplarPasses, thresholdCurves } from '../methods/methods';
import { nextCost } from '../nextCost';
import type { OtherMap } from './otherMap';
import { tr } from '../../../workers/texts/texts';
import { inSentence } from '../../../workers/texts/inSentence';

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
  label: tr`Global strengths`,
  about: tr`From a touch to drawing all anew.`,
  variants: each([0.2, 0.4, 0.6, 0.8, 1], percent, (strength) => ({ strength })),
};

const inverse: Sweep = {
  label: tr`Map and its inverse`,
  about: tr`The same seed where the map is white, then where it is black.`,
  variants: [variantOf(tr`map as painted`, {}), { ...variantOf(tr`map inverse`, {}), map: 'inverse' }],
};

const curves: Sweep = {
  label: tr`Threshold curves`,
  about: tr`How the steps are spread over the greys: on a map of one grey at most they are all alike.`,
  variants: each(
    thresholdCurves,
    ({ label }) => inSentence(label),
    ({ value }) => ({ thresholdCurve: value }),
  ),
};

const byMethod: Readonly<Record<MethodName, (settings: Settings) => readonly Sweep[]>> = {
  differential: () => [
    {
      label: tr`Without future hinting`,
      about: tr`What it is worth that the model sees from the first step on what will stay.`,
      variants: each(
        [true, false],
        (on) => (on ? tr`with future hinting` : tr`without future hinting`),
        (futureHinting) => ({ futureHinting }),
      ),
    },
    curves,
    strengths,
    inverse,
  ],
  'exemplar-blend': () => [
    {
      label: tr`Passes`,
      about: tr`One pass for all exemplars, one for each, and the plain pasting that the paper compares with.`,
      variants: each(
        exemplarPasses,
        ({ label }) => inSentence(label),
        ({ value }) => ({ exemplarPasses: value }),
      ),
    },
    curves,
  ],
  'automatic-map': (settings) => [
    {
      label: tr`Without map, without encoding`,
      about: tr`The whole method, then all of the picture decoded, then noise in the place of the picture’s own.`,
      variants: each(
        ['none', 'encode-decode', 'without-encoding'] as const,
        (ablation) =>
          ({ none: tr`the whole method`, 'encode-decode': tr`without map`, 'without-encoding': tr`without encoding` })[ablation],
        (ablation) => ({ automaticMap: { ...settings.automaticMap, ablation } }),
      ),
    },
    ...(findsMap(settings)
      ? [
          {
            label: tr`Thresholds of the map`,
            about: tr`How much is taken for different: less edits more of the picture.`,
            variants: each([0.3, 0.5, 0.7], percent, (threshold) => ({ automaticMap: { ...settings.automaticMap, threshold } })),
          },
        ]
      : []),
    {
      label: tr`Encoding ratios`,
      about: tr`From staying close to the picture to drawing it freely.`,
      variants: each([0.5, 0.7, 0.9], percent, (encodingRatio) => ({ automaticMap: { ...settings.automaticMap, encodingRatio } })),
    },
  ],
  'guided-optimisation': ({ optimisation, layoutMask }) => [
    {
      label: tr`λ from 1 to 0`,
      about: tr`From the picture alone to the guide alone: the picture is encoded once for all of them.`,
      variants: each(
        [1, 0.8, 0.6, 0.3, 0],
        (balance) => `λ ${balance}`,
        (balance) => ({ optimisation: { ...optimisation, balance } }),
      ),
    },
    ...(layoutMask
      ? [
          {
            label: tr`Without layout mask`,
            about: tr`The edit where the two layouts differ, then wherever the change map lets it.`,
            variants: each(
              [layoutMask, null],
              (mask) => (mask ? tr`with layout mask` : tr`without layout mask`),
              (mask) => ({ layoutMask: mask }),
            ),
          },
          {
            label: tr`Thresholds of the layouts`,
            about: tr`How much is taken for different: less edits more of the picture.`,
            variants: each([0.05, 0.1, 0.2], percent, (threshold) => ({ layoutMask: { ...layoutMask, threshold } })),
          },
        ]
      : []),
  ],
  'image-to-image': () => [strengths, inverse],
  'blended-inpaint': () => [
    {
      label: tr`Thresholds of the map`,
      about: tr`From which grey on the map counts as change.`,
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
