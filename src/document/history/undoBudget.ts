import { createStore } from 'zustand/vanilla';
import { defaultLimits } from './HistoryStack';

/** Choices for the bytes that the history may hold. */
export const undoBudgets = [64, 128, 256, 512, 1024].map((megabytes) => megabytes * 2 ** 20);

const storageKey = 'sfumato.undo-budget';

/** The bytes that the history may hold; for the settings. Changed by `setUndoBudget`. */
export const undoBudgetStore = createStore(() => ({ budgetBytes: keptUndoBudget() }));

/** What was chosen in this browser, where it keeps anything; else the first budget. */
export function keptUndoBudget(): number {
  try {
    const kept = Number(globalThis.localStorage?.getItem(storageKey));
    return undoBudgets.includes(kept) ? kept : defaultLimits.budgetBytes;
  } catch {
    return defaultLimits.budgetBytes;
  }
}

/** For `history.ts`, which makes the stack follow. */
export function keepUndoBudget(budgetBytes: number): void {
  undoBudgetStore.setState({ budgetBytes });
  try {
    globalThis.localStorage?.setItem(storageKey, String(budgetBytes));
  } catch {
    // Storage may be refused: the budget then lasts for this visit.
  }
}
