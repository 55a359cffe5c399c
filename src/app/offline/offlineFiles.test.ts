import { expect, it, vi } from 'vitest';
import { offlineBytes, removeOffline } from './offlineFiles';

/** Caches as far as they are needed: names, each with its answers. */
function fakeCaches(kept: Record<string, Response[]>): CacheStorage {
  return {
    keys: () => Promise.resolve(Object.keys(kept)),
    open: (name: string) =>
      Promise.resolve({
        keys: () => Promise.resolve((kept[name] ?? []).map((_, i) => String(i))),
        match: (key: string) => Promise.resolve(kept[name]?.[Number(key)]),
      }),
    delete: (name: string) => Promise.resolve(delete kept[name]),
  } as unknown as CacheStorage;
}

it('counts what answers announce, or hold, over all caches', async () => {
  const caches = fakeCaches({
    a: [new Response('x', { headers: { 'content-length': '4000' } }), new Response('12345')],
    b: [new Response('123')],
  });
  expect(await offlineBytes(caches)).toBe(4008);
});

it('gives up the caches with whatever fills them, and is quiet where there is neither', async () => {
  const kept = { a: [new Response('x')], b: [] };
  const unregister = vi.fn(() => Promise.resolve(true));
  const workers = { getRegistrations: () => Promise.resolve([{ unregister }, { unregister }]) } as unknown as ServiceWorkerContainer;
  await removeOffline(fakeCaches(kept), workers);
  expect([Object.keys(kept), unregister.mock.calls.length]).toEqual([[], 2]);
  expect(await offlineBytes(undefined)).toBe(0);
});
