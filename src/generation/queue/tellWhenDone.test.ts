// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { queueStore, type QueuedRun } from './runQueue';
import { emptyDocument } from '../../document/documentState';
import { followDone, mayTell, tellStore, tellWhenDone } from './tellWhenDone';

const told: string[] = [];
let permission: NotificationPermission = 'default';
let stop = (): void => undefined;

beforeEach(() => {
  told.length = 0;
  permission = 'default';
  class Told {
    static get permission() {
      return permission;
    }
    static requestPermission = vi.fn(() => Promise.resolve(permission));
    onclick: (() => void) | null = null;
    constructor(_: string, { body }: { body: string }) {
      told.push(body);
    }
  }
  vi.stubGlobal('Notification', Told);
  tellStore.setState({ wanted: false });
  stop = followDone();
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const run: QueuedRun = { id: 'a', frozen: emptyDocument, group: null, sweep: null };
const runThrough = (): void => {
  queueStore.setState({ current: run });
  queueStore.setState({ current: null });
};

it('asks only at a press, and tells only who is away', async () => {
  runThrough();
  expect(Notification.requestPermission).not.toHaveBeenCalled();
  expect(await tellWhenDone(true)).toBe(false);
  permission = 'granted';
  expect(await tellWhenDone(true)).toBe(true);
  runThrough();
  expect(told).toEqual([]);
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  runThrough();
  expect(told).toEqual(['Your edits are ready.']);
  await tellWhenDone(false);
  runThrough();
  expect(told).toHaveLength(1);
});

it('waits for the last edit, says what a fault has held, and is not offered where it was forbidden', async () => {
  permission = 'granted';
  await tellWhenDone(true);
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  queueStore.setState({ current: run, waiting: [run] });
  queueStore.setState({ current: null });
  expect(told).toEqual([]);
  queueStore.setState({ current: run });
  queueStore.setState({ current: null, held: true });
  expect(told).toEqual(['An edit failed; the rest waits.']);
  queueStore.setState({ waiting: [], held: false });
  permission = 'denied';
  expect(mayTell()).toBe(false);
});
