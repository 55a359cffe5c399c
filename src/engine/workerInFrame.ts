import type { WorkerLike } from './startWorker';
import { tr } from '../../workers/texts/texts';

/** The empty page whose policy lets workers fetch from elsewhere, and run nothing but the own scripts. */
const framePage = 'store-frame.html';

/**
 * Starts a worker in the policy of an empty page of the own origin, for hosts that cannot set headers. The page is loaded first; what is
 * said to the worker meanwhile waits.
 */
export function workerInFrame(script: Blob, name: string): WorkerLike {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.title = tr`Model store`;
  frame.src = framePage;
  const events = new EventTarget();
  let worker: Worker | null = null;
  let ended = false;
  const waiting: [unknown, Transferable[]][] = [];
  // The events are of the frame's own classes: they are told apart by what they hold.
  const pass = (event: Event & Partial<Pick<MessageEvent, 'data' | 'ports'>> & Partial<Pick<ErrorEvent, 'message'>>): void => {
    const { type, data, ports = [], message = '' } = event;
    const given: unknown = data;
    events.dispatchEvent(
      type === 'message' ? new MessageEvent(type, { data: given, ports: [...ports] }) : new ErrorEvent(type, { message }),
    );
  };
  frame.addEventListener('load', () => {
    const realm = frame.contentWindow as (Window & typeof globalThis) | null;
    if (ended || worker || !realm) return;
    // Made within the page, so that it is the page's policy that the worker takes over.
    worker = new realm.Worker(realm.URL.createObjectURL(new realm.Blob([script], { type: script.type })), { type: 'module', name });
    for (const type of ['message', 'messageerror', 'error']) worker.addEventListener(type, pass);
    for (const [message, transfer] of waiting.splice(0)) worker.postMessage(message, transfer);
  });
  document.body.append(frame);
  return {
    postMessage: (message: unknown, options?: Transferable[] | StructuredSerializeOptions) => {
      const transfer = Array.isArray(options) ? options : [...(options?.transfer ?? [])];
      if (worker) worker.postMessage(message, transfer);
      else waiting.push([message, transfer]);
    },
    addEventListener: events.addEventListener.bind(events) as Worker['addEventListener'],
    removeEventListener: events.removeEventListener.bind(events) as Worker['removeEventListener'],
    terminate: () => {
      ended = true;
      worker?.terminate();
      frame.remove();
    },
  };
}
