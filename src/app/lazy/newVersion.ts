/** Where the page's own script lies; its name changes with every version. */
const scriptOf = (page: ParentNode): string | null => page.querySelector('script[type="module"][src]')?.getAttribute('src') ?? null;

/**
 * Whether the server has another version than the one that runs.
 * @param fetchPage the page as the server has it now, null where it cannot be had
 */
export async function hasNewVersion(running: ParentNode, fetchPage: () => Promise<string | null>): Promise<boolean> {
  const text = await fetchPage();
  if (text === null) return false;
  const there = /<script[^>]*\stype="module"[^>]*\ssrc="([^"]+)"/.exec(text)?.[1] ?? null;
  const here = scriptOf(running);
  return here !== null && there !== null && here !== there;
}

async function fetchOwnPage(): Promise<string | null> {
  // Whatever keeps the page for use without a network would answer itself, and looks for new versions too.
  if (navigator.serviceWorker?.controller) return null;
  try {
    const response = await fetch(new URL('.', document.baseURI), { cache: 'no-store' });
    return response.ok ? await response.text() : null;
  } catch {
    // Offline: then there is nothing to offer.
    return null;
  }
}

const everyMs = 30 * 60_000;

/** Looks for a new version whenever the page is come back to after a while, and offers it once. Nothing is exchanged unasked. */
export function watchVersion(offer: () => void): void {
  let lookedMs = performance.now();
  let offered = false;
  const look = async () => {
    if (offered || document.visibilityState !== 'visible' || performance.now() - lookedMs < everyMs) return;
    lookedMs = performance.now();
    if (!(await hasNewVersion(document, fetchOwnPage)) || offered) return;
    offered = true;
    offer();
  };
  document.addEventListener('visibilitychange', () => void look());
  window.addEventListener('online', () => void look());
  setInterval(() => void look(), everyMs);
}
