import type { MethodName } from './recipe';
import { tr } from '../texts/texts';

/** What panel, readiness, recipe and pipeline know of a method beside its own settings. */
export interface MethodTraits {
  readonly label: string;
  /** What it does with the picture and the map, in a sentence. */
  readonly about: string;
  /** What a person gives it, in a few words. */
  readonly needs: string;
  /** It runs the levels of an inversion, so that the global strength has no part in it. */
  readonly ownLevels: boolean;
  /** The threshold curve spreads its steps over the greys. */
  readonly takesCurve: boolean;
  /** It finds by itself where to edit: what is painted, if anything, only bounds it. */
  readonly findsMap: boolean;
  /** It takes up exemplars, and needs one. */
  readonly takesExemplars: boolean;
  /** It can look for its mask between two layouts, which guides describe. */
  readonly takesLayouts: boolean;
  /** From which strength on the map counts, 0…1; `threshold`: from the one that is set. */
  readonly countsFrom: number | 'threshold';
}

const plain = { ownLevels: false, takesCurve: false, findsMap: false, takesExemplars: false, takesLayouts: false, countsFrom: 0 } as const;

/** All methods, in the order in which they are offered. Their algorithms are in `workers/diffusion/methods`. */
export const methods: Readonly<Record<MethodName, MethodTraits>> = {
  differential: {
    ...plain,
    label: tr`Differential`,
    about: tr`Each pixel changes as much as its grey says: a little here, wholly there.`,
    needs: tr`A change map and a prompt.`,
    takesCurve: true,
  },
  'exemplar-blend': {
    ...plain,
    label: tr`Exemplar blend`,
    about: tr`The exemplars melt into the scene, each as far as its own map lets it.`,
    needs: tr`A picture laid on the scene. A prompt helps.`,
    takesCurve: true,
    takesExemplars: true,
  },
  'automatic-map': {
    ...plain,
    label: tr`Automatic map`,
    about: tr`Finds where two sentences differ, or takes the change map, and draws that part anew. What you paint bounds what it finds.`,
    needs: tr`Two sentences: what the picture shows, and what it should show.`,
    ownLevels: true,
    findsMap: true,
  },
  'guided-optimisation': {
    ...plain,
    label: tr`Guided optimisation`,
    about: tr`Leads the picture step by step towards one made from prompt and guides, where the map is at least 50 %.`,
    needs: tr`A change map and a prompt; a pose, a scribble or edges where the layout is to change.`,
    ownLevels: true,
    takesLayouts: true,
    countsFrom: 128 / 255,
  },
  'image-to-image': {
    ...plain,
    label: tr`Image-to-image`,
    about: tr`Redraws the whole area, as far as the global strength lets it; the map only says where the result is laid in.`,
    needs: tr`A prompt, and how far it may go.`,
  },
  'blended-inpaint': {
    ...plain,
    label: tr`Blended inpaint`,
    about: tr`Knows only change and no change: the map is cut at a threshold, and what is inside is made anew.`,
    needs: tr`A change map and a prompt.`,
    countsFrom: 'threshold',
  },
};
