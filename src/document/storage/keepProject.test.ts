import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initialSettings } from '../documentState';
import { noHistory } from '../history';
import { emptyContent as empty } from '../testing/emptyContent';
import { createFakeChannels, createFakeLocks } from '../testing/fakeLocks';
import type { DocumentContent } from './codecs/documentCodec';
import { openProjectDatabase } from './database';
import { keepProject, type Keeper } from './keepProject';
import { claimProject } from './projectLock';
import { openProjectStore } from './projectStore';

const contentOf = (prompt: string): DocumentContent => ({ ...empty, settings: { ...initialSettings, prompt } });

/** A request that is never answered. */
const silentRequest = (): IDBOpenDBRequest =>
  Object.assign(Object.create(IDBOpenDBRequest.prototype) as IDBOpenDBRequest, { addEventListener: () => undefined });

let count = 0;
let name = '';
const keepers: Keeper[] = [];
beforeEach(() => {
  name = `kept ${(count += 1)}`;
});
afterEach(() => {
  keepers.splice(0).forEach((keeper) => keeper.stop());
  vi.restoreAllMocks();
});

type Open = Parameters<typeof keepProject>[0]['openStore'];

/** Tabs of one browser, each with a document of its own. */
function browser() {
  const locks = createFakeLocks();
  const channels = createFakeChannels();
  return (openStore: Open = (onLost) => openProjectStore(name, onLost, 200)) => {
    const tab = { content: contentOf(''), notices: [] as string[], readOnly: false, taken: [] as string[] };
    const keeper = keepProject({
      name,
      content: () => tab.content,
      history: () => noHistory,
      takeIn: (kept) => {
        tab.taken.push(`in ${kept.settings.prompt}`);
        const typed = tab.content.settings.prompt;
        tab.content = contentOf(kept.settings.prompt + typed);
      },
      restore: (kept) => {
        tab.taken.push(`restored ${kept.settings.prompt}`);
        tab.content = kept;
      },
      openStore,
      onNotice: (sentence) => tab.notices.push(sentence),
      setReadOnly: (readOnly) => (tab.readOnly = readOnly),
      claim: (own, options) => claimProject(own, { ...options, locks, channel: channels.open(), waitMs: 30, courtesyMs: 100 }),
      delayMs: 5,
      retryMs: 50,
      checkMs: 30,
      followMs: 10,
    });
    keepers.push(keeper);
    const type = (text: string) => {
      tab.content = contentOf(tab.content.settings.prompt + text);
      keeper.changed();
    };
    return { tab, keeper, type, state: () => keeper.state.getState() };
  };
}

const onDisk = async (): Promise<string | undefined> => {
  const store = await openProjectStore(name);
  const { content } = await store.loadLatest(false);
  store.close();
  return content?.settings.prompt;
};
const expectDisk = (prompt: string) => vi.waitFor(async () => expect(await onDisk()).toBe(prompt), 3000);
const settled = (state: () => { status: string; restored: boolean }) =>
  vi.waitFor(() => expect(state()).toMatchObject({ status: 'saved', restored: true }), 3000);

describe('nothing is written over what has not been read', () => {
  const kept = async (prompt = 'kept ') => {
    const store = await openProjectStore(name);
    await store.save(contentOf(prompt));
    await store.save(contentOf(prompt));
    store.close();
  };

  it('a key typed before the kept project is there waits and is merged', async () => {
    await kept();
    let open = () => undefined as void;
    const waiting = new Promise<void>((resolve) => (open = resolve));
    const { tab, type, state } = browser()(async (onLost) => {
      await waiting;
      return openProjectStore(name, onLost);
    });
    type('x');
    expect(state()).toMatchObject({ status: 'saving', restored: false });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await onDisk()).toBe('kept ');
    open();
    await expectDisk('kept x');
    expect(tab.taken).toEqual(['in kept ']);
    await settled(state);
  });

  it('also where the storage only answers at the second attempt', async () => {
    await kept();
    let attempts = 0;
    const { type, state } = browser()((onLost) => {
      attempts += 1;
      return attempts < 3 ? Promise.reject(new Error('not yet')) : openProjectStore(name, onLost);
    });
    type('x');
    await vi.waitFor(() => expect(state().status).toBe('not-saved'));
    type('y');
    await expectDisk('kept xy');
  });

  it('a generation that cannot be read is set aside, and said', async () => {
    await kept();
    const raw = await openProjectDatabase(name);
    const texts = (await raw.getAll('generations')).map(({ manifest }) => manifest);
    for (const slot of ['a', 'b'] as const) await raw.put('generations', { manifest: `${texts[0]} broken`, checksum: slot }, slot);
    const { tab, type } = browser()();
    type('new');
    await expectDisk('new');
    type('er');
    await expectDisk('newer');
    expect(tab.notices[0]).toContain('set aside');
    expect((await raw.getAll('aside')).map(({ manifest }) => manifest)).toContain(`${texts[0]} broken`);
    raw.close();
  });
});

describe('what is said to be saved is', () => {
  it('says so when the storage never answers, and saves once it does', async () => {
    let dead = true;
    const { type, state } = browser()((onLost) => {
      if (dead) vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => silentRequest());
      return openProjectStore(name, onLost, 60);
    });
    type('x');
    await vi.waitFor(() => expect(state().fault?.message).toContain('does not answer'), 2000);
    dead = false;
    await expectDisk('x');
    await settled(state);
  });

  it('writes everything again after the database was deleted in mid-session', async () => {
    const { type, state } = browser()();
    type('work');
    await expectDisk('work');
    await settled(state);
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = resolve;
      request.onerror = reject;
    });
    await expectDisk('work');
  });

  it('writes pieces again that were removed under the open tab', async () => {
    const open = browser();
    const { tab, keeper, state } = open();
    tab.content = {
      ...contentOf('p'),
      documentId: 'd',
      picture: { width: 1, height: 1, rgba: Uint8Array.of(1, 2, 3, 4), icc: null, name: 'p' },
    };
    keeper.changed();
    await expectDisk('p');
    await settled(state);
    const raw = await openProjectDatabase(name);
    await raw.clear('pieces');
    await vi.waitFor(async () => expect(await raw.count('pieces')).toBe(1), 3000);
    raw.close();
    expect(await onDisk()).toBe('p');
  });

  it('frees what the document no longer has once it is told to settle, and gives up what was set aside', async () => {
    const { tab, keeper, state } = browser()();
    const picture = { width: 1, height: 1, rgba: Uint8Array.of(1, 2, 3, 4), icc: null, name: 'p' };
    tab.content = { ...contentOf('p'), documentId: 'd', picture };
    keeper.changed();
    await settled(state);
    const raw = await openProjectDatabase(name);
    await raw.put('aside', { manifest: 'unreadable', checksum: 'x' }, 'x');
    expect(await keeper.aside()).toEqual({ count: 1, sizeBytes: 10 });
    tab.content = contentOf('p');
    await keeper.settle();
    expect(await raw.count('pieces')).toBe(0);
    await keeper.clearAside();
    expect(await keeper.aside()).toEqual({ count: 0, sizeBytes: 0 });
    raw.close();
  });

  it('is at most half a second behind while changes come thick and fast', async () => {
    const { type, state } = browser()();
    await settled(state);
    for (let i = 0; i < 20; i += 1) {
      type('.');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect((await onDisk())?.length ?? 0).toBeGreaterThan(2);
    await expectDisk('.'.repeat(20));
  });
});

describe('a second tab', () => {
  it('shows what the first has saved, writes nothing, and takes over when that is closed', async () => {
    const open = browser();
    const first = open();
    first.type('first');
    await expectDisk('first');
    const second = open();
    await vi.waitFor(() => expect(second.state()).toMatchObject({ role: 'reader', restored: true, status: 'saved' }));
    expect([second.tab.readOnly, second.tab.taken]).toEqual([true, ['restored first']]);
    second.type('lost');
    first.type(' more');
    await expectDisk('first more');
    // It follows what the first one does, live.
    await vi.waitFor(() => expect(second.tab.taken).toEqual(['restored first', 'restored first more']));
    first.type(' yet');
    await vi.waitFor(() => expect(second.tab.taken.at(-1)).toBe('restored first more yet'));
    expect([second.tab.readOnly, second.state().status]).toEqual([true, 'saved']);
    first.type(' at once');
    first.keeper.flush().then(() => first.keeper.stop(), undefined);
    await vi.waitFor(() => expect([second.tab.taken.at(-1), second.state().role]).toEqual(['restored first more yet at once', 'writer']));
    expect([second.tab.readOnly, second.state().role]).toEqual([false, 'writer']);
    second.type('!');
    await expectDisk('first more yet at once!');
  });

  it('that takes over stays shown only until it has read what the first wrote last', async () => {
    const open = browser();
    const first = open();
    first.type('first');
    await expectDisk('first');
    let answer = () => undefined as void;
    let held: Promise<void> | null = null;
    const second = open(async (onLost) => {
      await held;
      return openProjectStore(name, onLost);
    });
    await vi.waitFor(() => expect(second.state()).toMatchObject({ role: 'reader', restored: true }));
    held = new Promise((resolve) => (answer = resolve));
    first.type(' and last');
    await first.keeper.flush();
    first.keeper.stop();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([second.tab.readOnly, second.state().role]).toEqual([true, 'reader']);
    answer();
    await vi.waitFor(() => expect([second.tab.readOnly, second.state().role]).toEqual([false, 'writer']));
    expect(second.tab.content.settings.prompt).toBe('first and last');
    second.type('!');
    await expectDisk('first and last!');
  });

  it('takes over on request: the first saves before, and only shows from then on', async () => {
    const open = browser();
    const first = open();
    await settled(first.state);
    const second = open();
    await vi.waitFor(() => expect(second.state().role).toBe('reader'));
    first.type('last words');
    second.keeper.takeOver();
    await vi.waitFor(() => expect(second.tab.taken.at(-1)).toBe('restored last words'));
    await vi.waitFor(() => expect(second.state().role).toBe('writer'));
    expect([first.tab.readOnly, first.state().role, second.state().role]).toEqual([true, 'reader', 'writer']);
    second.type('.');
    await expectDisk('last words.');
  });
});
