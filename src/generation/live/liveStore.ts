import { createStore } from 'zustand/vanilla';
import type { EditResult } from '../../../workers/protocol/engine';
import { tr } from '../../../workers/texts/texts';

/** What a live run cost, and what it would have cost without what was known before it. */
interface Computed {
  readonly done: number;
  readonly of: number;
}

interface LiveState {
  /** Every stroke and every change of a setting runs the edit again. */
  readonly on: boolean;
  /** The result that the next live run takes the place of; null: it adds one. */
  readonly resultId: string | null;
  /** Of the last live run; null before the first. */
  readonly computed: Computed | null;
}

/** The live edit; transient. */
export const liveStore = createStore<LiveState>(() => ({ on: false, resultId: null, computed: null }));

/** "Live: 4 of 20 computed", of the evaluations that the run would have taken by itself. */
export const computedInWords = ({ done, of }: Computed): string => tr`Live: ${done} of ${of} computed`;

/** Notes what a live run cost. @param computed how many evaluations were made for it, where not all that its result was made of */
export function tellComputed({ done, skipped, reused }: EditResult['evaluations'], computed = done): void {
  liveStore.setState({ computed: { done: computed, of: done + skipped + reused } });
}

/** The live result stays as it is: the next live run adds another one. */
export const keepLive = (): void => liveStore.setState({ resultId: null });
