import type { MapSource } from '../../workers/protocol/mapSources';
import { tr } from '../../workers/texts/texts';

/** What a map can be made from, in the order of the menu. The last one is made in the window, the others by the map worker. */
export const sourceNames = {
  luminance: tr`Brightness of the picture`,
  saturation: tr`Saturation of the picture`,
  'colour-range': tr`Colours of the picture`,
  edges: tr`Edges, soft`,
  canny: tr`Edges, thin lines`,
  line: tr`Distance from a drawn line`,
  silhouette: tr`Outline of an exemplar`,
} as const;

export type SourceKind = keyof typeof sourceNames;
export const sourceKinds = Object.keys(sourceNames) as readonly SourceKind[];

type Easing = Extract<MapSource, { kind: 'line' }>['easing'];
type Colour = readonly [number, number, number];

/** What is set in the dialog, for every kind at once, so that going back to one finds it as it was. */
export interface SourceDraft {
  readonly kind: SourceKind;
  readonly invert: boolean;
  /** RGB bytes. */
  readonly colours: readonly Colour[];
  readonly tolerance: number;
  readonly softness: number;
  readonly gain: number;
  readonly sigmaPx: number;
  readonly low: number;
  readonly high: number;
  /** In picture pixels. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly reachPx: number;
  readonly easing: Easing;
  readonly exemplarId: string | null;
  readonly bandPx: number;
}

export const firstDraft: SourceDraft = {
  kind: 'luminance',
  invert: false,
  colours: [],
  tolerance: 0.12,
  softness: 0.08,
  gain: 2,
  sigmaPx: 1.4,
  low: 0.05,
  high: 0.15,
  points: [],
  reachPx: 100,
  easing: 'smooth',
  exemplarId: null,
  bandPx: 32,
};

const mostColours = 32;

/** The draft with one more colour; a known one is taken out again. */
export function toggleColour(draft: SourceDraft, colour: Colour): SourceDraft {
  const same = (other: Colour) => other.every((value, i) => value === colour[i]);
  const colours = draft.colours.some(same) ? draft.colours.filter((other) => !same(other)) : [...draft.colours, colour].slice(-mostColours);
  return { ...draft, colours };
}

/**
 * The draft as the map worker takes it; null where something is still missing, or the window makes the map itself.
 * @param scale pixels of the picture it is made from per pixel of the scene: below 1 for a preview
 */
export function sourceOf({ kind, invert, ...draft }: SourceDraft, scale = 1): MapSource | null {
  switch (kind) {
    case 'luminance':
    case 'saturation':
      return { kind, invert };
    case 'colour-range':
      return draft.colours.length === 0
        ? null
        : { kind, invert, colours: draft.colours.map(([r, g, b]) => [r, g, b]), tolerance: draft.tolerance, softness: draft.softness };
    case 'edges':
      return { kind, invert, operator: 'sobel', gain: draft.gain };
    case 'canny':
      return { kind, invert, sigmaPx: draft.sigmaPx * scale, low: draft.low, high: draft.high };
    case 'line':
      return draft.points.length === 0
        ? null
        : {
            kind,
            invert,
            points: draft.points.map(({ x, y }) => ({ x: x * scale, y: y * scale })),
            reachPx: draft.reachPx * scale,
            easing: draft.easing,
          };
    case 'silhouette':
      return null;
  }
}
