import { registerSW } from 'virtual:pwa-register';

/**
 * Keeps the studio's files for use without a network, once the page has nothing else to do.
 * Nothing happens where the browser or the address cannot keep them.
 * @param onNew a new version was fetched; it waits until the answer is called, which reloads the page with it
 * @returns looks whether the server has a new version; false where nothing keeps this page's files, so that the server is to be asked
 */
export function keepOffline(onNew: (take: () => void) => void): () => Promise<boolean> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || !window.isSecureContext) return () => Promise.resolve(false);
  let kept: ServiceWorkerRegistration | null = null;
  const register = (): void => {
    const take = registerSW({
      onNeedRefresh: () => onNew(() => void take(true)),
      onRegisteredSW: (_address, registration) => {
        kept = registration ?? null;
      },
    });
  };
  if ('requestIdleCallback' in window) requestIdleCallback(register, { timeout: 20_000 });
  else setTimeout(register, 5_000);
  return async () => {
    if (!kept) return false;
    try {
      await kept.update();
      return true;
    } catch {
      // Given up, to free room, or out of reach.
      return false;
    }
  };
}
