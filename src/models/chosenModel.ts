import { z } from 'zod';

/** The package that a person chose, as it is remembered over reloads. */
export interface ChosenModel {
  readonly id: string;
  readonly title: string;
  /** Loads that were begun and not ended: the tab was closed, or died of it. */
  readonly unfinished: number;
}

const storageKey = 'sfumato-model';
const schema = z.object({ id: z.string().min(1), title: z.string(), unfinished: z.number().int().min(0) });

/** Null where the starter is used, and where storage is refused. */
export function readChosenModel(): ChosenModel | null {
  try {
    const kept = schema.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? 'null'));
    return kept.success ? kept.data : null;
  } catch {
    return null;
  }
}

export function writeChosenModel(chosen: ChosenModel | null): void {
  try {
    if (chosen) localStorage.setItem(storageKey, JSON.stringify(chosen));
    else localStorage.removeItem(storageKey);
  } catch {
    // Private windows may refuse storage: the choice then lasts until the page is left.
  }
}
