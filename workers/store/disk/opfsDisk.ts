import type { FileHandle, FolderHandle } from './handles';
import type { BlockFile, RoomLeft, StoreDisk } from './storeDisk';
import { SyncBlockFile } from './syncBlockFile';
import { WritableBlockFile } from './writableBlockFile';

const copyBytes = 8 * 1024 * 1024;

/** Packages in the origin private file system, below `root`. */
export class OpfsDisk implements StoreDisk {
  readonly kind = 'disk';
  readonly reason = null;

  constructor(
    private readonly root: FolderHandle,
    private readonly estimate: () => Promise<RoomLeft | null>,
  ) {}

  async folders(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const entry of this.root.values()) if (entry.kind === 'directory') names.push(entry.name);
    return names.sort();
  }

  async files(folder: string): Promise<ReadonlyMap<string, number>> {
    const sizes = new Map<string, number>();
    const handle = await orNull(this.root.getDirectoryHandle(folder));
    if (!handle) return sizes;
    for await (const entry of handle.values()) {
      // One that was renamed or removed since the listing began is not there under this name.
      const file = entry.kind === 'file' ? await orNull(entry.getFile()) : null;
      if (file) sizes.set(entry.name, file.size);
    }
    return sizes;
  }

  async edit(folder: string, name: string): Promise<BlockFile> {
    const directory = await this.root.getDirectoryHandle(folder, { create: true });
    return openBlockFile(await directory.getFileHandle(name, { create: true }));
  }

  async open(folder: string, name: string): Promise<Blob | null> {
    const directory = await orNull(this.root.getDirectoryHandle(folder));
    const handle = directory && (await orNull(directory.getFileHandle(name)));
    return handle ? handle.getFile() : null;
  }

  async rename(folder: string, from: string, to: string): Promise<void> {
    const directory = await this.root.getDirectoryHandle(folder);
    const handle = await directory.getFileHandle(from);
    // Not every browser lets a file move over another.
    await removeIfThere(directory, to);
    if (handle.move) await handle.move(to);
    else await this.copyThenRemove(folder, from, to);
  }

  async remove(folder: string, name: string): Promise<void> {
    const directory = await orNull(this.root.getDirectoryHandle(folder));
    if (directory) await removeIfThere(directory, name);
  }

  async removeFolder(folder: string): Promise<void> {
    await orNull(this.root.removeEntry(folder, { recursive: true }));
  }

  roomLeft(): Promise<RoomLeft | null> {
    return this.estimate();
  }

  /** Renaming for browsers without `move`: the last name appears only with the whole file, since it is removed on failure. */
  private async copyThenRemove(folder: string, from: string, to: string): Promise<void> {
    const source = await this.edit(folder, from);
    const target = await this.edit(folder, to);
    let copied = false;
    try {
      const sizeBytes = await source.sizeBytes();
      for (let offset = 0; offset < sizeBytes; offset += copyBytes) await target.write(offset, await source.read(offset, copyBytes));
      await target.flush();
      copied = true;
    } finally {
      await source.close();
      await target.close();
      await this.remove(folder, copied ? from : to);
    }
  }
}

async function openBlockFile(handle: FileHandle): Promise<BlockFile> {
  if (handle.createSyncAccessHandle) return new SyncBlockFile(await handle.createSyncAccessHandle());
  if (canWrite(handle)) return new WritableBlockFile(handle);
  throw new DOMException('Files cannot be written here.', 'NotAllowedError');
}

function canWrite(handle: FileHandle): handle is FileHandle & { createWritable: NonNullable<FileHandle['createWritable']> } {
  return handle.createWritable !== undefined;
}

async function removeIfThere(directory: FolderHandle, name: string): Promise<void> {
  await orNull(directory.removeEntry(name));
}

/** Null in place of `NotFoundError`; every other error goes on. */
async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'NotFoundError') return null;
    throw thrown;
  }
}
