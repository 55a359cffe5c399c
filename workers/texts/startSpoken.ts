import { useTexts, type Spoken } from './useTexts';

/** Stands between a worker's name and its language, where that is not English: such a worker is told its texts before anything else. */
const mark = ' · ';

/** The name of a worker that speaks the language of the window. */
export const spokenName = (name: string, spoken: Spoken | null): string => (spoken ? `${name}${mark}${spoken.language}` : name);

/**
 * Starts what a worker does, once its texts are there: tables of texts are made when modules are first run. Whatever is said to the worker
 * meanwhile waits, in its order.
 * @param load runs the modules that listen to messages
 */
export function startSpoken(load: () => Promise<unknown>): void {
  const scope = globalThis as unknown as EventTarget & { readonly name?: string };
  const waiting: MessageEvent<unknown>[] = [];
  let told: (spoken: Spoken) => void = () => undefined;
  const texts = scope.name?.includes(mark) ? new Promise<Spoken>((resolve) => (told = resolve)) : null;
  let isTold = texts === null;
  const hold = (event: Event): void => {
    const message = event as MessageEvent<unknown>;
    if (isTold) waiting.push(message);
    else {
      isTold = true;
      told(message.data as Spoken);
    }
  };
  scope.addEventListener('message', hold);
  const start = async (): Promise<void> => {
    // Texts that cannot be used leave the worker in English.
    await useTexts(await texts).catch(() => undefined);
    await load();
    scope.removeEventListener('message', hold);
    for (const { data, ports } of waiting) scope.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
  };
  // The window watches a worker's errors.
  start().catch((thrown: unknown) => reportError(thrown));
}
