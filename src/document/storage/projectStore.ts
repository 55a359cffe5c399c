import { Fault } from '../../../workers/protocol/faults';
import { noHistory, type History } from '../history';
import { documentCodec, documentVersion, type DocumentContent } from './codecs/documentCodec';
import { openProjectDatabase, type Generation, type ProjectDatabase, type Slot } from './database';
import { sha256Of } from '../../../workers/protocol/sha256Of';
import { claimedVersion, digestsIn, manifestText, parseManifest } from './manifest';
import { inTime, storagePatienceMs } from './patience';
import { keepInto, pieceBytes, takeFrom } from './pieces';
import { historyText, parseHistory } from './savedHistory';
import { newerProject, storageFault } from './storageFault';
import { tr } from '../../../workers/texts/texts';

export interface LoadedProject {
  /** Null where nothing was saved, or nothing of it can be read. */
  readonly content: DocumentContent | null;
  /** As much of its history as was saved and can be read. */
  readonly history: History;
  /** A sentence where the newest generation could not be read. */
  readonly notice: string | null;
}

export interface Aside {
  readonly count: number;
  /** Of their texts and of the pieces that nothing else needs. */
  readonly sizeBytes: number;
}

/** Keeps one project on disk in two generations. Calls must not overlap; `createAutosave` sees to that. */
export interface ProjectStore {
  /**
   * Writes what has changed into the older slot, makes it the newest and reads it back: it resolves when the disk has it all.
   * Returns how many steps of the history can be undone after a reload.
   * @param alone whether nobody else may write: then everything is handed to the database at once, unasked, and a tab that is killed
   * from then on loses nothing of it
   * @throws Fault storage-full, storage-unavailable, project-newer, limit-reached
   */
  save(content: DocumentContent, history?: History, alone?: boolean): Promise<number>;
  /**
   * The newest generation that can be read; one that cannot is set aside. @throws Fault storage-unavailable, project-newer
   * @param touch false: nothing is set aside and no history read, for a tab that may not write
   */
  loadLatest(touch?: boolean): Promise<LoadedProject>;
  /** Whether what was saved or loaded last is still there, every piece of it. */
  isWhole(): Promise<boolean>;
  /** The unreadable generations that are set aside, and what giving them up would free. */
  aside(): Promise<Aside>;
  /** Gives up what was set aside, to free space. */
  clearAside(): Promise<void>;
  close(): void;
}

const olderNotice = tr`The newest save of the project was damaged, so the one before it was opened. The damaged one was set aside.`;
const lostNotice = tr`The project kept in this browser is damaged and could not be opened. It was set aside, and nothing is written over it.`;
const other = (slot: Slot): Slot => (slot === 'a' ? 'b' : 'a');

/** Pieces that are gone although they were written are written again so often before it is said. */
const mostAttempts = 3;

/** All but the pieces. */
interface OnDisk {
  /** The slot of the newest generation. */
  readonly current: Slot;
  readonly a: Generation | undefined;
  readonly b: Generation | undefined;
  readonly aside: readonly Generation[];
}

/** How many bytes are handed to the database before it is waited for: they are copied on the window’s thread. */
const mostBytesAtOnce = 2 * pieceBytes;

class IndexedDbProjectStore {
  /** Digests that were found on disk the last time that it was looked at. */
  private stored = new Set<string>();
  /** Texts that this store has written or read: anything else that it finds is set aside instead of written over. */
  private readonly seen = new Set<string>();
  /** The newest text, and what must be on disk for it. */
  private newest: { readonly generation: Generation; readonly digests: ReadonlySet<string> } | null = null;
  /** What the last save left on disk, read back; null where that is not known. */
  private left: OnDisk | null = null;

  constructor(
    private readonly database: ProjectDatabase,
    private readonly patienceMs: number,
  ) {}

  private wait<T>(answer: Promise<T>): Promise<T> {
    return inTime(answer, this.patienceMs);
  }

  async look(): Promise<void> {
    this.stored = new Set(await this.wait(this.database.getAllKeys('pieces')));
  }

  async save(content: DocumentContent, history: History, alone: boolean): Promise<number> {
    const kept = new Map<string, Uint8Array>();
    const manifest = manifestText(await documentCodec.freeze(content, keepInto(kept)));
    const checksum = await sha256Of(manifest);
    const saved = await historyText(history, checksum, kept);
    const generation = { manifest, checksum, history: saved.text };
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      if (await this.write(generation, kept, alone)) {
        this.newest = { generation, digests: new Set(kept.keys()) };
        return saved.steps;
      }
    }
    throw new Fault(
      'storage-unavailable',
      tr`The browser removes what Sfumato keeps as soon as it is written, so the project is not being saved.`,
      tr`Your work goes on, but a reload loses it. Save the project file.`,
    );
  }

  /**
   * All or nothing: one transaction, in which the pointer is switched last and what nothing needs any more is removed. Whatever can be
   * asked at once is: while somebody paints, every answer waits for its turn on the window’s thread. Where nobody else writes and the
   * last save was read back, what is on disk is known, and nothing is waited for until all is handed over and committed.
   * Returns whether all of it was found when it was read back.
   */
  private async write(generation: Generation, kept: ReadonlyMap<string, Uint8Array>, alone: boolean): Promise<boolean> {
    const known = alone ? this.left : null;
    this.left = null;
    const transaction = this.database.transaction(['pieces', 'generations', 'pointer', 'aside'], 'readwrite', { durability: 'relaxed' });
    const done = transaction.done;
    const pieces = transaction.objectStore('pieces');
    const generations = transaction.objectStore('generations');
    const unheard = (request: Promise<unknown>): void => void request.catch(() => undefined);
    // Waited for below, and what fails a request fails it too; a failure before that must not count as unheard.
    unheard(done);
    try {
      const asked = Promise.all([
        transaction.objectStore('pointer').get('current'),
        generations.get('a'),
        generations.get('b'),
        transaction.objectStore('aside').getAll(),
      ]).then(([current = 'a', a, b, aside]): OnDisk => ({ current, a, b, aside }));
      unheard(asked);
      const { current, a, b, aside: wasAside } = known ?? (await this.wait(asked));
      // Another tab's, where the browser has no locks.
      const strange = this.unseen(a, b);
      if (strange.some(isNewer)) throw newerProject();
      for (const found of strange) unheard(transaction.objectStore('aside').put(found, asideKey(found)));
      const aside = [...wasAside, ...strange];
      const stays = current === 'a' ? a : b;
      const unneeded = this.unneeded([generation, ...(stays ? [stays] : []), ...aside]);
      let givenBytes = 0;
      for (const [digest, piece] of kept) {
        if (this.stored.has(digest)) continue;
        // Copied: storing a view would store all that it is a view of.
        const put = pieces.put(piece.slice(), digest);
        unheard(put);
        givenBytes += piece.length;
        if (givenBytes < mostBytesAtOnce) continue;
        await this.wait(put);
        givenBytes = 0;
      }
      for (const digest of unneeded) unheard(pieces.delete(digest));
      const slot = other(current);
      unheard(generations.put(generation, slot));
      unheard(transaction.objectStore('pointer').put(slot, 'current'));
      transaction.commit();
      // Answered after the commit, since both want the same stores.
      const found = this.isOnDisk(generation, kept);
      unheard(found);
      await this.wait(done);
      this.seen.add(generation.manifest);
      const rescued = known !== null && (await this.rescue(await this.wait(asked)));
      const whole = await found;
      if (whole && !rescued)
        this.left = slot === 'a' ? { current: slot, a: generation, b: stays, aside } : { current: slot, a: stays, b: generation, aside };
      return whole;
    } catch (thrown) {
      abort(transaction);
      throw thrown;
    }
  }

  /** Those generations that this store has neither written nor read. */
  private unseen(...found: readonly (Generation | undefined)[]): Generation[] {
    return found.filter((one) => one !== undefined && !this.seen.has(one.manifest)) as Generation[];
  }

  /**
   * Sets aside what was written over unasked although somebody else had written it: a tab that took over from this one while it hung.
   * Returns whether there was any.
   */
  private async rescue({ a, b }: OnDisk): Promise<boolean> {
    const strange = this.unseen(a, b);
    if (strange.length === 0) return false;
    const transaction = this.database.transaction('aside', 'readwrite');
    await this.wait(Promise.all([...strange.map((found) => transaction.store.put(found, asideKey(found))), transaction.done]));
    if (strange.some(isNewer)) throw newerProject();
    return true;
  }

  /** Reads back whether the newest generation is this one and all that it needs is there. */
  private async isOnDisk(wanted: Generation, kept: { keys(): Iterable<string> }): Promise<boolean> {
    const transaction = this.database.transaction(['pointer', 'generations', 'pieces']);
    const generations = transaction.objectStore('generations');
    const [slot, a, b, keys] = await this.wait(
      Promise.all([
        transaction.objectStore('pointer').get('current'),
        generations.get('a'),
        generations.get('b'),
        transaction.objectStore('pieces').getAllKeys(),
      ]),
    );
    this.stored = new Set(keys);
    const generation = slot && (slot === 'a' ? a : b);
    const same = generation?.manifest === wanted.manifest && generation.history === wanted.history;
    return same && [...kept.keys()].every((digest) => this.stored.has(digest));
  }

  isWhole(): Promise<boolean> {
    return this.newest ? this.isOnDisk(this.newest.generation, this.newest.digests) : Promise.resolve(true);
  }

  async loadLatest(touch = true): Promise<LoadedProject> {
    this.left = null;
    const current = (await this.wait(this.database.get('pointer', 'current'))) ?? 'a';
    const found: { readonly slot: Slot; readonly generation: Generation }[] = [];
    for (const slot of [current, other(current)]) {
      const generation = await this.wait(this.database.get('generations', slot));
      if (generation) found.push({ slot, generation });
    }
    if (found.some(({ generation }) => isNewer(generation))) throw newerProject();
    for (const { slot, generation } of found) {
      const read = await this.read(generation, touch);
      if (!read) {
        if (touch) await this.setAside(slot, generation);
        continue;
      }
      found.forEach((each) => this.seen.add(each.generation.manifest));
      // What is saved next must replace the other generation, not the one that was just read.
      if (touch && slot !== current) await this.wait(this.database.put('pointer', slot, 'current'));
      return { ...read, notice: slot === current ? null : olderNotice };
    }
    return { content: null, history: noHistory, notice: found.length > 0 ? lostNotice : null };
  }

  private async read(
    generation: Generation,
    withHistory: boolean,
  ): Promise<(Pick<LoadedProject, 'history'> & { readonly content: DocumentContent }) | null> {
    const { manifest, checksum, history } = generation;
    const saved = (await sha256Of(manifest)) === checksum ? parseManifest(manifest) : null;
    if (!saved) return null;
    const pieces = new Map<string, Uint8Array>();
    const text = withHistory ? (history ?? '') : '';
    for (const digest of digestsIn(manifest + text)) {
      const piece = this.stored.has(digest) ? ((await this.wait(this.database.get('pieces', digest))) as unknown) : undefined;
      if (piece instanceof Uint8Array && (await sha256Of(piece)) === digest) pieces.set(digest, piece);
      // Forgotten, so that the next save writes it anew.
      else this.stored.delete(digest);
    }
    try {
      const take = takeFrom(pieces);
      const content = documentCodec.thaw(saved, take);
      this.newest = { generation, digests: new Set(pieces.keys()) };
      return { content, history: parseHistory(text, checksum, take) ?? noHistory };
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.code === 'missing-blob') return null;
      throw thrown;
    }
  }

  private async setAside(slot: Slot, generation: Generation): Promise<void> {
    this.left = null;
    const transaction = this.database.transaction(['generations', 'aside'], 'readwrite');
    await this.wait(transaction.objectStore('aside').put(generation, asideKey(generation)));
    await this.wait(transaction.objectStore('generations').delete(slot));
    await this.wait(transaction.done);
  }

  async aside(): Promise<Aside> {
    const generations = await this.wait(this.database.getAll('generations'));
    const needed = generations.map(({ manifest }) => digestsIn(manifest));
    const aside = await this.wait(this.database.getAll('aside'));
    const alone = new Set(
      aside.flatMap(({ manifest }) => [...digestsIn(manifest)]).filter((digest) => !needed.some((one) => one.has(digest))),
    );
    let sizeBytes = aside.reduce((sum, { manifest }) => sum + manifest.length, 0);
    for (const digest of alone) sizeBytes += (await this.wait(this.database.get('pieces', digest)))?.length ?? 0;
    return { count: aside.length, sizeBytes };
  }

  async clearAside(): Promise<void> {
    this.left = null;
    await this.wait(this.database.clear('aside'));
    await this.sweep();
  }

  /** Removes the pieces that no generation names, set aside or not, readable or not. */
  private async sweep(): Promise<void> {
    const unneeded = this.unneeded(await this.wait(this.database.getAll('generations')));
    if (unneeded.length === 0) return;
    const transaction = this.database.transaction('pieces', 'readwrite');
    await this.wait(Promise.all([...unneeded.map((digest) => transaction.store.delete(digest)), transaction.done]));
    for (const digest of unneeded) this.stored.delete(digest);
  }

  /** What is stored although none of these names it. */
  private unneeded(generations: readonly Generation[]): string[] {
    const needed = generations.map(neededBy);
    return [...this.stored].filter((digest) => !needed.some((digests) => digests.has(digest)));
  }

  close(): void {
    this.database.close();
  }
}

/** Generations are values, and their texts are long: each is searched once. */
const needs = new WeakMap<Generation, ReadonlySet<string>>();

function neededBy(generation: Generation): ReadonlySet<string> {
  const before = needs.get(generation);
  if (before) return before;
  const digests = digestsIn(generation.manifest + (generation.history ?? ''));
  needs.set(generation, digests);
  return digests;
}

/** Under which name a generation is set aside: the same one once. */
const asideKey = ({ checksum, manifest }: Generation): string => `${checksum} ${manifest.length}`;

const isNewer = ({ manifest }: Generation): boolean => (claimedVersion(manifest) ?? 0) > documentVersion;

/** A transaction that failed may be over already. */
function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It was.
  }
}

/** Turns whatever IndexedDB throws into a fault in words. */
function inWords<Arguments extends unknown[], Result>(
  work: (...given: Arguments) => Promise<Result>,
): (...given: Arguments) => Promise<Result> {
  return (...given) =>
    work(...given).catch((thrown: unknown) => {
      throw storageFault(thrown);
    });
}

/**
 * Opens the store of the project kept under `name` in this browser.
 * @param onLost the browser closed it, for one because site data were cleared: what it held may be gone
 * @throws Fault storage-unavailable, project-newer
 */
export const openProjectStore: (name: string, onLost?: () => void, patienceMs?: number) => Promise<ProjectStore> = inWords(
  async (name: string, onLost: () => void = () => undefined, patienceMs: number = storagePatienceMs) => {
    const store = new IndexedDbProjectStore(await inTime(openProjectDatabase(name, onLost), patienceMs), patienceMs);
    await store.look();
    return {
      save: inWords((content: DocumentContent, history: History = noHistory, alone = false) => store.save(content, history, alone)),
      loadLatest: inWords((touch?: boolean) => store.loadLatest(touch)),
      isWhole: inWords(() => store.isWhole()),
      aside: inWords(() => store.aside()),
      clearAside: inWords(() => store.clearAside()),
      close: () => store.close(),
    };
  },
);
