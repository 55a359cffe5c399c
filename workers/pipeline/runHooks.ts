import type { AddOnFiles } from '../protocol/addOns';
import type { EngineEvent, Phase } from '../protocol/engine';
import { Fault } from '../protocol/faults';
import type { RefinerModel } from './editModel';
import { macrotask } from './macrotask';
import { tr } from '../texts/texts';

/** How a run talks to whoever started it. */
export interface RunHooks {
  readonly onEvent: (event: EngineEvent) => void;
  /** Asked after every step and between phases. */
  readonly isCancelled: () => boolean;
  /** The files of what the recipe adds to the model, by digest. */
  readonly addOns?: AddOnFiles;
  /** The recipe's refiner, ready to run; null where it is not kept here. */
  readonly refiner?: RefinerModel | null;
  /** Seeds under which the same recipe is to be run next: what fits in a batch beside it is computed with it. */
  readonly alongside?: readonly number[];
}

/** Lets messages in; throws the Fault `cancelled` where one of them was Cancel. */
export async function breathe(hooks: RunHooks): Promise<void> {
  await macrotask();
  if (hooks.isCancelled()) throw new Fault('cancelled', tr`The run was cancelled.`, tr`Nothing was changed.`);
}

/** Says that a phase begins, unless the run was cancelled in the one before. */
export async function enterPhase(hooks: RunHooks, phase: Phase): Promise<void> {
  await breathe(hooks);
  hooks.onEvent({ type: 'phase', phase, part: null, loadedBytes: 0, totalBytes: null });
}
