import { openProjectDatabase, type ProjectDatabase, type Slot } from './database';
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
    return new IndexedDbProjectStore(database, current, new Set(await database.getAllKeys('pieces')), isNewer);
  }

  async save(snapshot: ProjectSnapshot): Promise<void> {
    if (this.isNewer) throw newerProject();
    const { manifest, fresh } = await freezeSnapshot(snapshot, this.stored);
    const text = JSON.stringify(manifest);
    const slot = other(this.current);
    try {
      for (const [digest, piece] of fresh) {
        // One at a time, and copied: storing a view would store all that it is a view of.
        await this.database.put('pieces', piece.slice(), digest);
        this.stored.add(digest);
      }
      await this.database.put('generations', { manifest: text, checksum: await checksumOf(text) }, slot);
      await this.database.put('pointer', slot, 'current');
      this.current = slot;
    } finally {
      // After a failure too: half of a new picture must not fill a disk that is full.
      await this.sweep();
    }
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

  private async read(slot: Slot): Promise<ProjectSnapshot | null> {
    const generation = await this.database.get('generations', slot);
    if (generation === undefined || (await checksumOf(generation.manifest)) !== generation.checksum) return null;
    const manifest = parseManifest(generation.manifest);
    return manifest === null ? null : thawSnapshot(manifest, (digest) => this.readPiece(digest));
  }

  private async readPiece(digest: string): Promise<Uint8Array | undefined> {
    const piece = (await this.database.get('pieces', digest)) as unknown;
    if (piece instanceof Uint8Array && (await sha256Of(piece)) === digest) return piece;
    // Forgotten, so that the next save writes it anew.
    this.stored.delete(digest);
    return undefined;
  }

  /** Removes the pieces that neither generation names. Where a generation cannot be read, everything stays. */
  private async sweep(): Promise<void> {
    const needed = new Set<string>();
    for (const { manifest } of await this.database.getAll('generations')) {
      const parsed = parseManifest(manifest);
      if (parsed === null) return;
      for (const digest of digestsOf(parsed)) needed.add(digest);
    }
    const unneeded = [...this.stored].filter((digest) => !needed.has(digest));
    if (unneeded.length === 0) return;
    const transaction = this.database.transaction('pieces', 'readwrite');
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
