import { afterEach, expect, it, vi } from 'vitest';

const storage = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => void storage.set(key, value),
  removeItem: (key: string) => void storage.delete(key),
});
afterEach(() => storage.clear());

/** The module as the next visit loads it. */
async function visit() {
  vi.resetModules();
  return import('./accessTokens');
}

it('keeps a token over visits only where that was asked for, and by its origin', async () => {
  const first = await visit();
  first.setAccessToken('https://hub.example/a/page', 'one', false);
  first.setAccessToken('https://other.example', 'two', true);
  expect(first.accessTokens()).toEqual([
    { origin: 'https://hub.example', token: 'one' },
    { origin: 'https://other.example', token: 'two' },
  ]);
  expect([...storage.values()].join()).not.toContain('one');
  const second = await visit();
  expect(second.accessTokens()).toEqual([{ origin: 'https://other.example', token: 'two' }]);
  second.setAccessToken('https://other.example', '', false);
  expect([second.accessTokens(), storage.size]).toEqual([[], 0]);
});

it('begins with none where what is kept cannot be read', async () => {
  storage.set('sfumato-access-tokens', '[{"origin":1}]');
  expect((await visit()).accessTokens()).toEqual([]);
});
