import { compareWith } from '../canvas/compare';
import { jobStore } from './jobStore';

/** Keeps the before/after view on the canvas in step with the result chosen in the strip; returns how to stop. */
export function followShownResult(): () => void {
  return jobStore.subscribe(({ staged, shownId }) => compareWith(staged.find((item) => item.id === shownId)?.result ?? null));
}
