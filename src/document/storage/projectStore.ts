import { openProjectDatabase, type Generation, type ProjectDatabase, type Slot } from './database';
import { sha256Of } from './digest';
import { freezeSnapshot } from './freezeSnapshot';
import { claimedVersion, digestsOf, parseManifest } from './manifest';
import { snapshotVersion, type ProjectSnapshot } from './snapshot';
import { newerProject, storageFault } from './storageFault';
import { thawSnapshot } from './thawSnapshot';

export interface LoadedProject {
  /** Null where nothing was saved, or nothing of it can be read. */
  readonly snapshot: ProjectSnapshot | null;
  /** A sentence where the newest generation could not be read. */
  readonly notice: string | null;
}

/** Keeps one project on disk in two generations. Calls must not overlap; `createAutosave` sees to that. */
export interface ProjectStore {
  /** Writes what has changed into the older slot, then makes it the newest. @throws Fault storage-full, storage-unavailable, project-newer */
  save(snapshot: ProjectSnapshot): Promise<void>;
  /** The newest generation that can be read. @throws Fault storage-unavailable, project-newer */
  loadLatest(): Promise<LoadedProject>;
  close(): void;
}

const olderNotice = 'The newest save of the project was damaged, so the one before it was opened.';
const lostNotice = 'The project kept in this browser is damaged and could not be opened.';
const other = (slot: Slot): Slot => (slot === 'a' ? 'b' : 'a');
const checksumOf = (text: string): Promise<string> => sha256Of(new TextEncoder().encode(text));

class IndexedDbProjectStore implements ProjectStore {
  private constructor(
    private readonly database: ProjectDatabase,
    private current: Slot,
    private readonly stored: Set<string>,
    private readonly isNewer: boolean,
  ) {}

  static async open(name: string): Promise<ProjectStore> {
    const database = await openProjectDatabase(name);
    const current = (await database.get('pointer', 'current')) ?? 'a';
    const generations = await database.getAll('generations');
    const isNewer = generations.some(({ manifest }) => (claimedVersion(manifest) ?? 0) > snapshotVersion);
    return new IndexedDbProjectStore(database, current, new Set(await database.getAllKeys('blobs')), isNewer);
  }

  async save(snapshot: ProjectSnapshot): Promise<void> {
    if (this.isNewer) throw newerProject();
    const { manifest, fresh } = await freezeSnapshot(snapshot, this.stored);
    const text = JSON.stringify(manifest);
    const slot = other(this.current);
    await this.write(slot, { manifest: text, checksum: await checksumOf(text) }, fresh);
    await this.database.put('pointer', slot, 'current');
    this.current = slot;
    for (const digest of fresh.keys()) this.stored.add(digest);
    await this.sweep();
  }

  async loadLatest(): Promise<LoadedProject> {
    if (this.isNewer) throw newerProject();
    const newest = await this.read(this.current);
    if (newest !== null) return { snapshot: newest, notice: null };
    const older = await this.read(other(this.current));
    if (older !== null) {
      // The next save must replace the damaged generation, not the one that was just read.
      this.current = other(this.current);
      return { snapshot: older, notice: olderNotice };
    }
    const wasSaved = (await this.database.count('generations')) > 0;
    return { snapshot: null, notice: wasSaved ? lostNotice : null };
  }

  close(): void {
    this.database.close();
  }

  private async write(slot: Slot, generation: Generation, fresh: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const transaction = this.database.transaction(['blobs', 'generations'], 'readwrite');
    // `done` rejects for each of the requests below too; waiting for all of them leaves none unheard.
    const requests = [...fresh].map(([digest, bytes]) => transaction.objectStore('blobs').put(bytes, digest));
    await Promise.all([...requests, transaction.objectStore('generations').put(generation, slot), transaction.done]);
  }

  private async read(slot: Slot): Promise<ProjectSnapshot | null> {
    const generation = await this.database.get('generations', slot);
    if (generation === undefined || (await checksumOf(generation.manifest)) !== generation.checksum) return null;
    const manifest = parseManifest(generation.manifest);
    return manifest === null ? null : thawSnapshot(manifest, (digest) => this.readBlob(digest));
  }

  private async readBlob(digest: string): Promise<Uint8Array | undefined> {
    const bytes = (await this.database.get('blobs', digest)) as unknown;
    if (bytes instanceof Uint8Array && (await sha256Of(bytes)) === digest) return bytes;
    // Forgotten, so that the next save writes it anew.
    this.stored.delete(digest);
    return undefined;
  }

  /** Removes the bytes that neither generation names. Where a generation cannot be read, everything stays. */
  private async sweep(): Promise<void> {
    const needed = new Set<string>();
    for (const { manifest } of await this.database.getAll('generations')) {
      const parsed = parseManifest(manifest);
      if (parsed === null) return;
      for (const digest of digestsOf(parsed)) needed.add(digest);
    }
    const unneeded = [...this.stored].filter((digest) => !needed.has(digest));
    if (unneeded.length === 0) return;
    const transaction = this.database.transaction('blobs', 'readwrite');
    await Promise.all([...unneeded.map((digest) => transaction.store.delete(digest)), transaction.done]);
    for (const digest of unneeded) this.stored.delete(digest);
  }
}

/** Turns whatever IndexedDB throws into a fault in words. */
function inWords<Arguments extends unknown[], Result>(work: (...given: Arguments) => Promise<Result>): (...given: Arguments) => Promise<Result> {
  return (...given) =>
    work(...given).catch((thrown: unknown) => {
      throw storageFault(thrown);
    });
}

/**
 * Opens the store of the project kept under `name` in this browser.
 * @throws Fault storage-unavailable, project-newer
 */
export const openProjectStore = inWords(async (name: string): Promise<ProjectStore> => {
  const store = await IndexedDbProjectStore.open(name);
  return { save: inWords((snapshot) => store.save(snapshot)), loadLatest: inWords(() => store.loadLatest()), close: () => store.close() };
});
