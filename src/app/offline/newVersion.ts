/** Where the page's own script lies; its name changes with every version. */
const scriptOf = (page: ParentNode): string | null => page.querySelector('script[type="module"][src]')?.getAttribute('src') ?? null;

/** Whether the server's page, as text, is of another version than the one that runs. */
export function isOtherVersion(running: ParentNode, served: string): boolean {
  const there = /<script[^>]*\stype="module"[^>]*\ssrc="([^"]+)"/.exec(served)?.[1] ?? null;
  const here = scriptOf(running);
  return here !== null && there !== null && here !== there;
}

/** The page as the server has it now; null where it cannot be had. */
async function fetchOwnPage(): Promise<string | null> {
  try {
    const response = await fetch(new URL('.', document.baseURI), { cache: 'no-store' });
    return response.ok ? await response.text() : null;
  } catch {
    // Offline: then there is nothing to offer.
    return null;
  }
}

/** Takes a new version. */
type Take = () => void;

interface Surroundings {
  /**
   * Keeps the studio's files for use without a network and tells of a new version that it has fetched.
   * Its answer looks for one, and says whether it could.
   */
  readonly keep: (onNew: (take: Take) => void) => () => Promise<boolean>;
  readonly fetchPage?: () => Promise<string | null>;
  readonly reload?: Take;
  readonly everyMs?: number;
}

/**
 * Looks for a new version now and then and when the page is come back to after a while, and offers it once; nothing is exchanged
 * unasked. What keeps the files for use without a network would answer for the server, so it is asked where there is one.
 * @returns looks no more
 */
export function watchVersion(
  offer: (take: Take) => void,
  { keep, fetchPage = fetchOwnPage, reload = () => location.reload(), everyMs = 30 * 60_000 }: Surroundings,
): () => void {
  let lookedMs = performance.now();
  let offered = false;
  const offerOnce = (take: Take): void => {
    if (!offered) offer(take);
    offered = true;
  };
  const lookInKept = keep(offerOnce);
  const look = async (): Promise<void> => {
    if (offered || document.visibilityState !== 'visible' || !navigator.onLine || performance.now() - lookedMs < everyMs) return;
    lookedMs = performance.now();
    if (await lookInKept()) return;
    const served = await fetchPage();
    if (served !== null && isOtherVersion(document, served)) offerOnce(reload);
  };
  const onEvent = (): void => void look();
  const timer = setInterval(onEvent, everyMs);
  document.addEventListener('visibilitychange', onEvent);
  window.addEventListener('online', onEvent);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onEvent);
    window.removeEventListener('online', onEvent);
  };
}
