export interface ProjectClaim {
  /** Whether this tab may write. */
  readonly writer: boolean;
  /** What to tell the person where it may not. */
  readonly notice: string | null;
  release(): void;
}

const secondTab = 'Sfumato is open in another tab, which keeps the project. What you do here is not saved; close one of the two and reload.';

/** The part of `navigator.locks` that is needed here. */
type Locks = Pick<LockManager, 'request'>;

const browserLocks = (): Locks | undefined => (globalThis.navigator as Navigator | undefined)?.locks as Locks | undefined;

/**
 * Makes this tab the only writer of a project, until it is closed or lets go. Waits a moment, since a page that is being
 * reloaded may still hold the lock. Where the browser has no Web Locks, or refuses them, every tab may write.
 */
export function claimProject(name: string, waitMs = 1000, locks: Locks | undefined = browserLocks()): Promise<ProjectClaim> {
  if (locks === undefined) return Promise.resolve({ writer: true, notice: null, release: () => undefined });
  return new Promise((resolve) => {
    const held = locks.request(name, { signal: AbortSignal.timeout(waitMs) }, () => new Promise<void>((release) => resolve({ writer: true, notice: null, release })));
    held.catch((thrown: unknown) => {
      const waitedInVain = thrown instanceof DOMException && (thrown.name === 'TimeoutError' || thrown.name === 'AbortError');
      resolve({ writer: !waitedInVain, notice: waitedInVain ? secondTab : null, release: () => undefined });
    });
  });
}
