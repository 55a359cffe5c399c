import { expect, it } from 'vitest';
import { Fault } from '../../workers/protocol/faults';
import { watchWorker, type WatchedWorker } from './watchedWorker';
import { WorkerLink } from './workerLink';

interface Api {
  answer(value: number): Promise<number>;
  hold(lockName: string): Promise<boolean>;
}

/** Workers that answer at once, or never; each can die. */
function workers(...answers: readonly boolean[]) {
  const kills: ((fault: Fault) => void)[] = [];
  const log: string[] = [];
  const start = (): WatchedWorker<Api> => {
    const answers_ = answers[kills.length] ?? true;
    log.push('start');
    const api = { answer: (value: number) => (answers_ ? Promise.resolve(value) : new Promise<number>(() => undefined)) };
    return {
      api: api as unknown as WatchedWorker<Api>['api'],
      died: new Promise((resolve) => kills.push(resolve)),
      terminate: () => log.push('terminate'),
    };
  };
  return { start, kills, log };
}
const died = new Fault('worker-died', 'It died.', 'Try again.');

it('starts with the first call, keeps what was given to a worker with it, and starts anew after its death', async () => {
  const { start, kills, log } = workers();
  const link = new WorkerLink(start, () => new Set<number>());
  expect([link.live, log]).toEqual([null, []]);
  expect(await link.ask(({ api, held }) => (held.add(1), api.answer(3)))).toBe(3);
  expect(link.live?.held.size).toBe(1);
  kills[0]?.(died);
  await Promise.resolve();
  await Promise.resolve();
  expect(link.live).toBeNull();
  expect(await link.ask(({ api, held }) => api.answer(held.size))).toBe(0);
  expect(log).toEqual(['start', 'terminate', 'start']);
});

it('every call that waits rejects when the worker dies or is ended, and the next one is well', async () => {
  const { start, kills } = workers(false, false, true);
  let ends = 0;
  const link = new WorkerLink(
    start,
    () => undefined,
    () => (ends += 1),
  );
  const waiting = [link.ask(({ api }) => api.answer(1)), link.ask(({ api }) => api.answer(2))];
  kills[0]?.(died);
  for (const call of waiting) await expect(call).rejects.toBe(died);
  const ended = link.ask(({ api }) => api.answer(3));
  link.end(new Fault('cancelled', 'Called off.'));
  await expect(ended).rejects.toMatchObject({ code: 'cancelled' });
  expect(await link.ask(({ api }) => api.answer(4))).toBe(4);
  expect(ends).toBe(2);
});

it('a death that comes late does not end the worker that took its place', async () => {
  const { start, kills, log } = workers();
  const link = new WorkerLink(start, () => undefined);
  await link.ask(({ api }) => api.answer(1));
  link.end(died);
  await link.ask(({ api }) => api.answer(2));
  kills[0]?.(died);
  await new Promise((resolve) => setTimeout(resolve));
  expect(link.live).not.toBeNull();
  expect(log).toEqual(['start', 'terminate', 'start']);
});

/** A worker whose script runs but never answers, as one that was ended before it held its lock. */
class SilentWorker extends EventTarget {
  terminated = false;
  postMessage(): void {
    // Nobody hears it.
  }
  terminate(): void {
    this.terminated = true;
  }
}

it('a worker that does not answer the first question in time is noticed', async () => {
  const worker = new SilentWorker();
  const watched = watchWorker<Api>(worker as unknown as Worker, 'tests', 'Try again.', 20);
  expect(await watched.died).toMatchObject({ code: 'worker-died', message: expect.stringContaining('did not answer') as string });
  expect(worker.terminated).toBe(true);
});

it('one that was ended on purpose is not said to have died', async () => {
  const worker = new SilentWorker();
  const watched = watchWorker<Api>(worker as unknown as Worker, 'tests', 'Try again.', 20);
  watched.terminate();
  const first = await Promise.race([watched.died, new Promise((resolve) => setTimeout(() => resolve('quiet'), 60))]);
  expect(first).toBe('quiet');
});
