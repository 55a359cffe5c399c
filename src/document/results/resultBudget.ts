import { createStore } from 'zustand/vanilla';
import { resultSizeBytes, type Result } from './result';

/** Most results that are kept, of all documents together; a saved project holds no more. */
export const maximumResults = 500;

/** Choices for the bytes that results may hold. */
export const resultBudgets = [64, 128, 256, 512, 1024].map((megabytes) => megabytes * 2 ** 20);
export const defaultResultBudgetBytes = 256 * 2 ** 20;

const storageKey = 'sfumato.result-budget';

/** The settings may be out of reach, as in Node or where a browser keeps nothing. */
const storage = (): Storage | undefined => {
  try {
    return globalThis.localStorage as Storage | undefined;
  } catch {
    return undefined;
  }
};

function keptBudget(): number {
  const kept = Number(storage()?.getItem(storageKey));
  return resultBudgets.includes(kept) ? kept : defaultResultBudgetBytes;
}

/** The bytes that results may hold, of all documents together; for the settings. Changed by `setResultBudget`. */
export const resultBudgetStore = createStore(() => ({ budgetBytes: keptBudget() }));

/** Keeps another budget for this browser. For `resultCommands.ts`, which makes the document follow. */
export function keepBudget(budgetBytes: number): void {
  storage()?.setItem(storageKey, String(budgetBytes));
  resultBudgetStore.setState({ budgetBytes });
}

/** The bytes that all results hold. */
export const resultsSizeBytes = (results: readonly Result[]): number => results.reduce((sum, result) => sum + resultSizeBytes(result), 0);

/**
 * The results that stay, newest first as they came in: the starred ones and the newest always, the others from the newest on while
 * bytes and number allow.
 */
export function withinBudget(results: readonly Result[], budgetBytes: number, most = maximumResults): readonly Result[] {
  const [newest] = results;
  const stays = (result: Result) => result.starred || result === newest;
  const fixed = results.filter(stays);
  let bytes = resultsSizeBytes(fixed);
  let count = fixed.length;
  const kept = results.filter((result) => {
    if (stays(result)) return true;
    bytes += resultSizeBytes(result);
    count += 1;
    return bytes <= budgetBytes && count <= most;
  });
  return kept.length === results.length ? results : kept;
}
