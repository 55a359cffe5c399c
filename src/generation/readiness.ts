import type { PackageSummary } from '../../workers/protocol/engine';
import type { FaultReport } from '../../workers/protocol/faults';
import type { MethodName } from '../../workers/protocol/recipe';
import { methods } from '../../workers/protocol/methods';
import { tr } from '../../workers/texts/texts';

/** What decides whether Generate can be pressed. */
export interface ReadinessInput {
  readonly hasPicture: boolean;
  readonly mapIsEmpty: boolean;
  readonly method: MethodName;
  /** It finds by itself where to edit. */
  readonly findsMap: boolean;
  /** The method takes exemplars, and there is none to be seen. */
  readonly needsExemplar: boolean;
  readonly steps: number;
  readonly strength: number;
  /** Evaluations that the global strength leaves. */
  readonly entriesLeft: number;
  /** How far a method with levels of its own encodes the picture, 0…1. */
  readonly encodingRatio: number;
  /** The strongest change that the scene's map allows, 0…1; null where it is not known at once. */
  readonly strongest: number | null;
  /** From which strength on the map counts for the method, 0…1. */
  readonly countsFrom: number;
  /** The mask between two layouts is asked for. */
  readonly needsGuide: boolean;
  /** Guides that take part. */
  readonly guides: readonly { readonly name: string; readonly controlNet: string | null }[];
  readonly packageFault: FaultReport | null;
  readonly summary: PackageSummary | null;
}

/** What is offered to make a run possible. */
type Offer = 'change-everything' | 'load-again' | 'add-exemplar';

export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string; readonly offer: Offer | null };

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Whether a run can start, and if not, the sentence that says why. The package may still be loading: a run waits for it. */
export function readiness(input: ReadinessInput): Readiness {
  const { method, findsMap, steps, strength, encodingRatio, strongest, countsFrom } = input;
  const { ownLevels } = methods[method];
  const no = (reason: string, offer: Offer | null = null): Readiness => ({ ready: false, reason, offer });
  if (!input.hasPicture) return no(tr`Open a picture or choose a sample first`);
  if (input.packageFault && !input.summary) return no(tr`Without its model Sfumato paints and exports, but cannot edit`, 'load-again');
  if (input.needsExemplar) return no(tr`Lay an exemplar on the scene first, or choose another method`, 'add-exemplar');
  // The automatic map finds by itself where to edit.
  if (input.mapIsEmpty && !findsMap) return no(tr`Paint where it may change, or change everything`, 'change-everything');
  if (!findsMap && strongest !== null && strongest < countsFrom) {
    return no(
      tr`This method edits where the map is at least ${percent(countsFrom)}, and yours is ${percent(strongest)} at most: paint more strongly, or change everything`,
      'change-everything',
    );
  }
  if (ownLevels && Math.floor(steps * encodingRatio) < 1)
    return no(tr`Encoding ${percent(encodingRatio)} of ${steps} steps leaves none: encode further or raise the steps`);
  if (!ownLevels && input.entriesLeft < 1)
    return no(tr`At ${percent(strength)} of ${steps} steps no step is left: raise the global strength or the steps`);
  if (input.needsGuide) return no(tr`Where two layouts differ can only be found with a guide: add one, or turn that off`);
  const lost = input.summary && input.guides.find(({ controlNet }) => controlNet === null);
  if (lost) return no(tr`No ControlNet of this package can follow the guide ${lost.name}: hide it, or choose another package`);
  return { ready: true };
}
