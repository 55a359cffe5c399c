import { createStore } from 'zustand/vanilla';

/** A sentence for the line under the picture, and what may be done about it. */
export interface Saying {
  readonly sentence: string;
  readonly offer?: { readonly label: string; readonly run: () => void };
}

/** What is said just now; null: nothing. */
export const sayingStore = createStore<{ readonly saying: Saying | null }>(() => ({ saying: null }));

/** Long enough to read a line and to press what it offers. */
const lastsMs = 8000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Takes away what is said. */
export function hush(): void {
  clearTimeout(timer);
  sayingStore.setState({ saying: null });
}

/** Says a sentence under the picture, for a while; the latest takes the place of the one before. */
export function say(sentence: string, offer?: Saying['offer']): void {
  clearTimeout(timer);
  sayingStore.setState({ saying: offer ? { sentence, offer } : { sentence } });
  timer = setTimeout(hush, lastsMs);
}
