import { expose, wrap } from 'comlink';
import { afterEach, expect, it } from 'vitest';
import { Fault } from '../../workers/protocol/faults';
import type { StoreApi, StoreProgress } from '../../workers/protocol/store';
import { emptyUsage, storedPackage } from '../models/fakeStore';
import { createStoreClient } from './storeClient';
import type { StoreWorkerHandle } from './storeWorkerHandle';

const ports: MessagePort[] = [];
afterEach(() => ports.splice(0).forEach((port) => port.close()));

/** Workers without a browser: each start takes the next script; comlink really runs between them. */
function workers(...scripts: readonly Partial<StoreApi>[]) {
  const kills: ((fault: Fault) => void)[] = [];
  const start = (): StoreWorkerHandle => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    expose(scripts[kills.length] ?? {}, port1);
    return { api: wrap<StoreApi>(port2), died: new Promise((resolve) => kills.push(resolve)), terminate: () => undefined };
  };
  return { start, kills };
}

it('starts one worker with the first call, hands over progress and takes answers out of their outcomes', async () => {
  const progress: StoreProgress = {
    packageId: 'a',
    stage: 'download',
    doneBytes: 1,
    totalBytes: 2,
    bytesPerSecond: null,
    secondsLeft: null,
  };
  const { start, kills } = workers({
    usage: () => Promise.resolve({ ok: true, value: emptyUsage }),
    resume: async (_, onProgress) => {
      // Across a real border the callback is a promise.
      await Promise.resolve(onProgress(progress) as unknown);
      return { ok: true, value: storedPackage() };
    },
    pause: () => Promise.resolve(),
  });
  const store = createStoreClient(start);
  expect(kills).toHaveLength(0);
  expect(await store.usage()).toEqual(emptyUsage);
  const told: StoreProgress[] = [];
  expect(await store.resume('a', (news) => told.push(news))).toEqual(storedPackage());
  await store.pause('a');
  expect(told).toEqual([progress]);
  expect(kills).toHaveLength(1);
});

it('rejects with the Fault that the store answers', async () => {
  const { start } = workers({
    open: () => Promise.resolve({ ok: false, fault: { code: 'package-missing-file', message: 'It is not complete.', hint: 'Resume it.' } }),
  });
  const error = await createStoreClient(start)
    .open('a')
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Fault);
  expect(error).toMatchObject({ code: 'package-missing-file', message: 'It is not complete.', hint: 'Resume it.' });
});

it('fails the waiting calls of a worker that died, and starts another for the next', async () => {
  const { start, kills } = workers(
    { begin: () => new Promise(() => undefined) },
    { list: () => Promise.resolve({ ok: true, value: [storedPackage()] }) },
  );
  const store = createStoreClient(start);
  const waiting = store.begin(
    { id: 'a', title: 'A', family: null, licence: null, origin: { kind: 'import', name: 'a' }, files: [] },
    () => undefined,
  );
  kills[0]?.(new Fault('worker-died', 'It stopped.'));
  await expect(waiting).rejects.toMatchObject({ code: 'worker-died' });
  expect(await store.list()).toHaveLength(1);
  expect(kills).toHaveLength(2);
});

it('tells each worker the tokens before it may reach a network, and again only when they have changed', async () => {
  const told: unknown[] = [];
  const script: Partial<StoreApi> = {
    holdTokens: (tokens) => {
      told.push(tokens);
      return Promise.resolve({ ok: true, value: null });
    },
    searchRepositories: () => Promise.resolve({ ok: true, value: [] }),
    usage: () => Promise.resolve({ ok: true, value: emptyUsage }),
  };
  const { start, kills } = workers(script, script);
  let tokens: readonly { origin: string; token: string }[] = [];
  const store = createStoreClient(start, () => tokens);
  const search = () => store.searchRepositories({ baseUrl: 'https://hub.example', text: 'x' });
  tokens = [{ origin: 'https://hub.example', token: 'a' }];
  await store.usage();
  expect(told).toEqual([]);
  await search();
  await search();
  expect(told).toEqual([tokens]);
  kills[0]?.(new Fault('worker-died', 'It died.', ''));
  await new Promise((resolve) => setTimeout(resolve));
  await search();
  expect(told).toEqual([tokens, tokens]);
  tokens = [];
  await search();
  expect(told).toEqual([[{ origin: 'https://hub.example', token: 'a' }], [{ origin: 'https://hub.example', token: 'a' }], []]);
});
