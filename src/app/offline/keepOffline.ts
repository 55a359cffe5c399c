import { registerSW } from 'virtual:pwa-register';

const everyMs = 30 * 60_000;

/**
 * Keeps the studio's files for use without a network, once the page has nothing else to do, and looks for a new version now and
 * then. A new one waits until `offer`'s answer is called: it reloads the page with it.
 * Nothing happens where the browser or the address cannot keep them.
 */
export function keepOffline(offer: (take: () => void) => void): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || !window.isSecureContext) return;
  const register = (): void => {
    const take = registerSW({
      onNeedRefresh: () => offer(() => void take(true)),
      onRegisteredSW: (_address, registration) => {
        if (!registration) return;
        const look = (): void => {
          if (navigator.onLine && document.visibilityState === 'visible') void registration.update().catch(() => undefined);
        };
        setInterval(look, everyMs);
        window.addEventListener('online', look);
      },
    });
  };
  if ('requestIdleCallback' in window) requestIdleCallback(register, { timeout: 20_000 });
  else setTimeout(register, 5_000);
}
