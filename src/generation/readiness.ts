import type { PackageSummary } from '../../workers/protocol/engine';
import type { FaultReport } from '../../workers/protocol/faults';

/** What decides whether Generate can be pressed. */
export interface ReadinessInput {
  readonly hasPicture: boolean;
  readonly mapIsEmpty: boolean;
  /** The method takes exemplars, and there is none to be seen. */
  readonly needsExemplar: boolean;
  readonly running: boolean;
  readonly steps: number;
  readonly strength: number;
  readonly packageFault: FaultReport | null;
  readonly summary: PackageSummary | null;
}

/** What is offered to make a run possible. */
type Offer = 'change-everything' | 'load-again' | 'add-exemplar';

export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string; readonly offer: Offer | null };

/** Whether a run can start, and if not, the sentence that says why. The package may still be loading: a run waits for it. */
export function readiness(input: ReadinessInput): Readiness {
  const no = (reason: string, offer: Offer | null = null): Readiness => ({ ready: false, reason, offer });
  if (!input.hasPicture) return no('Open a picture or choose a sample first');
  if (input.running) return no('An edit is under way');
  if (input.packageFault && !input.summary) return no('Without its model Sfumato paints and exports, but cannot edit', 'load-again');
  if (input.needsExemplar) return no('Lay an exemplar on the scene first, or choose another method', 'add-exemplar');
  if (input.mapIsEmpty) return no('Paint where it may change, or change everything', 'change-everything');
  if (Math.floor(input.steps * input.strength) < 1) return no(`At ${Math.round(input.strength * 100)} % of ${input.steps} steps no step is left: raise the global strength or the steps`);
  return { ready: true };
}
