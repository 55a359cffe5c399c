import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFakeChannels, createFakeLocks } from '../testing/fakeLocks';
import { claimProject, type Role } from './projectLock';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Tabs of one browser. */
function browser() {
  const locks = createFakeLocks();
  const channels = createFakeChannels();
  return (flush = () => Promise.resolve(), channel = channels.open()) => {
    const roles: Role[] = [];
    const claim = claimProject('p', { onRole: (role) => roles.push(role), flush, locks, channel, waitMs: 1000, courtesyMs: 3000 });
    return { roles, ...claim };
  };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('the first tab keeps the project, the second shows it and takes over by itself when the first is closed', async () => {
  const open = browser();
  const first = open();
  const second = open();
  await pass(1100);
  expect([first.roles, second.roles]).toEqual([['writer'], ['reader']]);
  expect([first.isAlone(), second.isAlone()]).toEqual([true, false]);
  first.release();
  await pass(10);
  expect(second.roles).toEqual(['reader', 'writer']);
  expect(second.isAlone()).toBe(true);
});

it('waits for a page that is just being left, without calling itself a reader', async () => {
  const open = browser();
  const first = open();
  await pass(10);
  const second = open();
  await pass(500);
  first.release();
  await pass(10);
  expect(second.roles).toEqual(['writer']);
});

it('takes over on request, after the other has saved; which then takes its turn again', async () => {
  const open = browser();
  let saved = false;
  const first = open(async () => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    saved = true;
  });
  const second = open();
  await pass(1100);
  second.takeOver();
  await pass(100);
  expect([saved, second.roles]).toEqual([false, ['reader']]);
  await pass(200);
  expect([saved, first.roles, second.roles]).toEqual([true, ['writer', 'reader'], ['reader', 'writer']]);
  first.takeOver();
  await pass(10);
  expect([first.roles, second.roles]).toEqual([
    ['writer', 'reader', 'writer'],
    ['reader', 'writer', 'reader'],
  ]);
});

it('takes the project from a tab that does not answer', async () => {
  const open = browser();
  const first = open(undefined, createFakeChannels().open());
  const second = open();
  await pass(1100);
  second.takeOver();
  await pass(2000);
  expect(second.roles).toEqual(['reader']);
  await pass(1100);
  expect([first.roles, second.roles]).toEqual([
    ['writer', 'reader'],
    ['reader', 'writer'],
  ]);
  expect([first.isAlone(), second.isAlone()]).toEqual([false, true]);
});

it('lets every tab write where there are no locks, or they are refused', async () => {
  const roles: Role[] = [];
  const onRole = (role: Role) => roles.push(role);
  const flush = () => Promise.resolve();
  const lockless = claimProject('p', { onRole, flush, locks: undefined, channel: undefined });
  const refused = { request: (() => Promise.reject(new DOMException('no', 'SecurityError'))) as LockManager['request'] };
  const unlocked = claimProject('p', { onRole, flush, locks: refused, channel: undefined });
  await pass(10);
  expect(roles).toEqual(['writer', 'writer']);
  expect([lockless.isAlone(), unlocked.isAlone()]).toEqual([false, false]);
});
