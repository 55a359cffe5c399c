import { createStore } from 'zustand/vanilla';

/** The browser's offer to install the page; not in TypeScript's library. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

/** The offer, where the browser makes one and it was not taken yet. */
const offerStore = createStore<{ readonly offer: InstallOffer | null }>(() => ({ offer: null }));

/** Whether the browser offers to install the studio as an app. */
export const canInstall = (): boolean => offerStore.getState().offer !== null;

/** Calls back when that changes; returns how to stop. */
export const subscribeToInstall = (listener: () => void): (() => void) => offerStore.subscribe(listener);

/** Keeps the browser's offer, so that the studio's own entry can make it. Returns how to stop. */
export function followInstall(): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  window.addEventListener(
    'beforeinstallprompt',
    (event) => {
      // The browser would show a bar of its own over the canvas.
      event.preventDefault();
      offerStore.setState({ offer: event as InstallOffer });
    },
    { signal },
  );
  window.addEventListener('appinstalled', () => offerStore.setState({ offer: null }), { signal });
  return () => listeners.abort();
}

/** Asks the browser to install the studio; each of its offers can be made once. */
export async function installApp(): Promise<void> {
  const { offer } = offerStore.getState();
  offerStore.setState({ offer: null });
  await offer?.prompt();
}
