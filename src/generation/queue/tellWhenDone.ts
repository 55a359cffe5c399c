import { createStore } from 'zustand/vanilla';
import { queueStore } from './runQueue';
import { tr } from '../../../workers/texts/texts';

/** Whether the browser may tell of finished edits while the page is hidden; only a press asks for it. */
export const tellStore = createStore(() => ({ wanted: false }));

const canTell = (): boolean => typeof Notification !== 'undefined';

/** Whether the browser can tell at all, and has not been forbidden to. */
export const mayTell = (): boolean => canTell() && Notification.permission !== 'denied';

/** Turns telling on, asking for permission where it was not given yet, or off. @returns whether it is on now */
export async function tellWhenDone(wanted: boolean): Promise<boolean> {
  const allowed = wanted && canTell() && (await Notification.requestPermission()) === 'granted';
  tellStore.setState({ wanted: allowed });
  return allowed;
}

/** Tells when the last waiting edit has ended and the page is not seen. Returns how to stop. */
export function followDone(): () => void {
  return queueStore.subscribe(({ current, waiting }, before) => {
    const ended = before.current !== null && current === null && (waiting.length === 0 || queueStore.getState().held);
    if (!ended || !document.hidden || !tellStore.getState().wanted || !canTell()) return;
    const told = new Notification('Sfumato', {
      body: waiting.length > 0 ? tr`An edit failed; the rest waits.` : tr`Your edits are ready.`,
      tag: 'sfumato-done',
    });
    told.onclick = () => {
      window.focus();
      told.close();
    };
  });
}
