import { createStore, type StoreApi } from 'zustand/vanilla';

/** A part of the page that is fetched when it is wanted. */
export interface Chunk<Module> {
  readonly state: StoreApi<ChunkState<Module>>;
  /** Fetches it where that was not done; a failure stands in the state. */
  readonly ask: () => Promise<void>;
  /** Fetches it once more after a failure, past what the browser remembers of that failure. */
  readonly askAgain: () => Promise<void>;
}

interface ChunkState<Module> {
  readonly module: Module | null;
  readonly failure: Error | null;
  readonly busy: boolean;
}

/** How a module, and a style sheet, are fetched from an address; the browser's own ways, replaced in tests. */
export interface Fetching {
  readonly module: (address: string) => Promise<unknown>;
  readonly style: (address: string) => Promise<void>;
}

const browser: Fetching = {
  module: (address) => import(/* @vite-ignore */ address) as Promise<unknown>,
  style: (address) =>
    new Promise((resolve, reject) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = address;
      link.onload = () => resolve();
      link.onerror = () => reject(new Error(`Unable to load ${address}`));
      document.head.append(link);
    }),
};

/** The address that a failed import or preload names: browsers and the build tool put it at the end of the message. */
export function failedAddress(message: string): string | null {
  return /((?:https?:\/\/|\/)\S+\.(?:js|css|tsx?)(?:\?\S*)?)\s*$/.exec(message)?.[1] ?? null;
}

let attempts = 0;

/** The address with a query of its own: a browser remembers that a module failed, and would not ask the server again. */
const fresh = (address: string): string => {
  attempts += 1;
  return `${address.split('?')[0]}?again=${Date.now()}-${attempts}`;
};

/**
 * A part that is fetched by `load`, with a retry that really fetches again.
 * @param load the import as the build tool knows it
 */
export function createChunk<Module>(load: () => Promise<Module>, fetching: Fetching = browser): Chunk<Module> {
  const state = createStore<ChunkState<Module>>(() => ({ module: null, failure: null, busy: false }));
  const take = async (work: () => Promise<Module>): Promise<void> => {
    if (state.getState().busy || state.getState().module) return;
    state.setState({ busy: true });
    try {
      state.setState({ module: await work(), failure: null, busy: false });
    } catch (thrown) {
      state.setState({ failure: thrown instanceof Error ? thrown : new Error(String(thrown)), busy: false });
    }
  };
  const again = async (): Promise<Module> => {
    const address = failedAddress(state.getState().failure?.message ?? '');
    if (address === null) return load();
    if (/\.css(\?|$)/.test(address)) {
      await fetching.style(fresh(address));
      return load();
    }
    // The same module under another query: nothing but `load` knows its type.
    return (await fetching.module(fresh(address))) as Module;
  };
  return { state, ask: () => (state.getState().failure ? Promise.resolve() : take(load)), askAgain: () => take(again) };
}
