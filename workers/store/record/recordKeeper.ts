import type { StoreDisk } from '../disk/storeDisk';
import { readManifest, writeManifest } from './manifestSlots';
import type { PackageRecord } from './packageRecord';

/** A package's record while a job changes it. Only the job that holds the package's lock may have one. */
export class RecordKeeper {
  private writing: Promise<void> | null = null;
  private queued: Promise<void> | null = null;

  private constructor(
    readonly disk: StoreDisk,
    readonly folder: string,
    readonly record: PackageRecord,
    private generation: number,
  ) {}

  /** Opens the record of a folder; null where there is none that can be read. */
  static async open(disk: StoreDisk, folder: string): Promise<RecordKeeper | null> {
    const found = await readManifest(disk, folder);
    return found && new RecordKeeper(disk, folder, found.record, found.generation);
  }

  /** Begins a package: its folder holds nothing but the record after this. */
  static async create(disk: StoreDisk, folder: string, record: PackageRecord): Promise<RecordKeeper> {
    await disk.removeFolder(folder);
    const keeper = new RecordKeeper(disk, folder, record, 0);
    await keeper.save();
    return keeper;
  }

  /** Returns when the record as it is at this moment is on disk. Calls that come while one is written share the next. */
  save(): Promise<void> {
    if (this.queued) return this.queued;
    if (!this.writing) return this.start();
    const before = this.writing;
    const next = (async () => {
      await before.catch(() => undefined);
      this.queued = null;
      await this.start();
    })();
    this.queued = next;
    return next;
  }

  private start(): Promise<void> {
    this.generation += 1;
    const writing = writeManifest(this.disk, this.folder, { generation: this.generation, record: this.record }).finally(() => {
      if (this.writing === writing) this.writing = null;
    });
    this.writing = writing;
    return writing;
  }
}
