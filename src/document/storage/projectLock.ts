/** What a tab may do with the project: `writer`: keep it; `reader`: show what another tab keeps. */
export type Role = 'writer' | 'reader';

export interface ProjectClaim {
  /**
   * Asks the tab that keeps the project to save and let go of it, and takes it where that does not answer. Does nothing for the tab
   * that keeps it already.
   */
  takeOver(): void;
  /** Whether this tab holds the project, so that no other one writes. */
  isAlone(): boolean;
  /** Tells the tabs that only show the project that there is something new to show. */
  tellSaved(): void;
  /** Lets go of the project for good: the page is left. */
  release(): void;
}

interface ClaimOptions {
  /** Told at first and whenever it changes. A tab that waits becomes the writer when the one before it is closed. */
  readonly onRole: (role: Role) => void;
  /** Saves what is not saved yet, before another tab takes over. */
  readonly flush: () => Promise<void>;
  /** Told in a tab that shows the project when the one that keeps it has saved. */
  readonly onSaved?: () => void;
  /** How long a page that is being reloaded may still hold the project, in milliseconds. */
  readonly waitMs?: number;
  /** How long the other tab may take to let go before the project is taken from it, in milliseconds. */
  readonly courtesyMs?: number;
  readonly locks?: Locks | undefined;
  readonly channel?: Channel | undefined;
}

/** The parts of `navigator.locks` and of a `BroadcastChannel` that are needed here. */
type Locks = Pick<LockManager, 'request'>;
type Channel = Pick<BroadcastChannel, 'postMessage' | 'close' | 'addEventListener'>;

const browserLocks = (): Locks | undefined => (globalThis.navigator as Navigator | undefined)?.locks as Locks | undefined;
const takeOverWord = 'take over';
const savedWord = 'saved';

/**
 * Makes one tab the writer of a project; the others read and wait for their turn. Where the browser has no Web Locks, or refuses
 * them, every tab may write.
 */
export function claimProject(
  name: string,
  {
    onRole,
    flush,
    onSaved = () => undefined,
    waitMs = 1000,
    courtesyMs = 3000,
    locks = browserLocks(),
    channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name),
  }: ClaimOptions,
): ProjectClaim {
  let role: Role | null = null;
  let release: (() => void) | null = null;
  let ended = false;
  const enter = (next: Role) => {
    if (ended || role === next) return;
    role = next;
    onRole(next);
  };
  const ask = async (steal: boolean): Promise<void> => {
    if (!locks) return enter('writer');
    const late = setTimeout(() => enter('reader'), waitMs);
    try {
      await locks.request(name, steal ? { steal } : {}, () => {
        clearTimeout(late);
        return new Promise<void>((resolve) => {
          release = resolve;
          enter('writer');
          if (ended) resolve();
        });
      });
      // Let go of on request: it waits for its turn from now on.
    } catch (thrown) {
      clearTimeout(late);
      // Refused altogether, unlike a lock that was taken away.
      if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) return enter('writer');
    }
    release = null;
    if (ended) return;
    enter('reader');
    await ask(false);
  };
  channel?.addEventListener('message', ({ data }: MessageEvent) => {
    if (data === savedWord && role === 'reader') onSaved();
    if (data !== takeOverWord || role !== 'writer') return;
    const letGo = () => release?.();
    flush().then(letGo, letGo);
  });
  void ask(false);
  return {
    takeOver() {
      if (role !== 'reader') return;
      channel?.postMessage(takeOverWord);
      setTimeout(() => {
        if (role === 'reader' && !ended) void ask(true);
      }, courtesyMs);
    },
    isAlone: () => release !== null,
    tellSaved() {
      if (!ended) channel?.postMessage(savedWord);
    },
    release() {
      ended = true;
      release?.();
      channel?.close();
    },
  };
}
