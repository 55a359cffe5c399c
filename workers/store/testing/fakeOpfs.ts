import type { FileHandle, FolderHandle, SyncHandle, WritableHandle } from '../disk/handles';

interface FakeFile {
  kind: 'file';
  bytes: Uint8Array<ArrayBuffer>;
  sizeBytes: number;
  isLocked: boolean;
}
interface FakeFolder {
  kind: 'directory';
  entries: Map<string, FakeFile | FakeFolder>;
}

interface FakeOptions {
  /** All files together may have so many bytes. */
  quotaBytes?: number;
  /** When the room ends, handles return an error's number in place of throwing, as Chromium's private windows do. */
  lying?: boolean;
  /** Which ways of writing the pretended browser has. */
  sync?: boolean;
  writable?: boolean;
  move?: boolean;
}

/**
 * The origin private file system in memory, with what matters of the real one: one synchronous handle a file, streams
 * that show their bytes only when closed, a quota, and its errors by name. A `copy` is what a dead tab leaves behind.
 */
export class FakeOpfs {
  private readonly options: Required<FakeOptions>;

  constructor(
    options: FakeOptions = {},
    private readonly top: FakeFolder = { kind: 'directory', entries: new Map() },
  ) {
    this.options = { quotaBytes: Infinity, lying: false, sync: true, writable: true, move: true, ...options };
  }

  get root(): FolderHandle {
    return this.folderHandle('', this.top);
  }

  get usedBytes(): number {
    return sizeOf(this.top);
  }

  set quotaBytes(bytes: number) {
    this.options.quotaBytes = bytes;
  }

  estimate(): Promise<{ usedBytes: number; quotaBytes: number }> {
    return Promise.resolve({ usedBytes: this.usedBytes, quotaBytes: Math.min(this.options.quotaBytes, 2 ** 50) });
  }

  /** Everything as it is at this moment, with nothing open. */
  copy(): FakeOpfs {
    return new FakeOpfs(this.options, copyFolder(this.top));
  }

  /** Every file by its path. */
  files(): ReadonlyMap<string, Uint8Array> {
    const found = new Map<string, Uint8Array>();
    const visit = (folder: FakeFolder, before: string): void => {
      for (const [name, entry] of folder.entries) {
        if (entry.kind === 'directory') visit(entry, `${before}${name}/`);
        else found.set(before + name, entry.bytes.subarray(0, entry.sizeBytes));
      }
    };
    visit(this.top, '');
    return found;
  }

  private folderHandle(name: string, folder: FakeFolder): FolderHandle {
    const child = <K extends 'file' | 'directory'>(
      kind: K,
      childName: string,
      make: boolean,
      fresh: () => Extract<FakeFile | FakeFolder, { kind: K }>,
    ) => {
      if (childName === '' || childName === '.' || childName === '..' || /[/\\]/.test(childName))
        throw new TypeError(`“${childName}” is no name.`);
      const there = folder.entries.get(childName);
      if (there && there.kind !== kind) throw new DOMException('It is of the other kind.', 'TypeMismatchError');
      if (there) return there as Extract<FakeFile | FakeFolder, { kind: K }>;
      if (!make) throw notFound(childName);
      const made = fresh();
      folder.entries.set(childName, made);
      return made;
    };
    const handle = (childName: string, entry: FakeFile | FakeFolder) =>
      entry.kind === 'file' ? this.fileHandle(childName, entry, folder) : this.folderHandle(childName, entry);
    return {
      kind: 'directory',
      name,
      getFileHandle: async (childName, { create = false } = {}) =>
        this.fileHandle(
          childName,
          child('file', childName, create, () => ({ kind: 'file', bytes: new Uint8Array(0), sizeBytes: 0, isLocked: false })),
          folder,
        ),
      getDirectoryHandle: async (childName, { create = false } = {}) =>
        this.folderHandle(
          childName,
          child('directory', childName, create, () => ({ kind: 'directory', entries: new Map() })),
        ),
      removeEntry: async (childName, { recursive = false } = {}) => {
        const entry = folder.entries.get(childName);
        if (!entry) throw notFound(childName);
        if (isLocked(entry)) throw locked(childName);
        if (entry.kind === 'directory' && entry.entries.size > 0 && !recursive)
          throw new DOMException('It is not empty.', 'InvalidModificationError');
        folder.entries.delete(childName);
      },
      async *values() {
        for (const [childName, entry] of [...folder.entries]) yield handle(childName, entry);
      },
    };
  }

  private fileHandle(name: string, file: FakeFile, folder: FakeFolder): FileHandle {
    const requireThere = (): void => {
      if (folder.entries.get(name) !== file) throw notFound(name);
    };
    return {
      kind: 'file',
      name,
      getFile: async () => {
        requireThere();
        return new File([file.bytes.slice(0, file.sizeBytes)], name);
      },
      ...(this.options.sync && {
        createSyncAccessHandle: async () => {
          requireThere();
          if (file.isLocked) throw locked(name);
          file.isLocked = true;
          return this.syncHandle(file);
        },
      }),
      ...(this.options.writable && {
        createWritable: async ({ keepExistingData }: { keepExistingData: boolean }) => {
          requireThere();
          if (file.isLocked) throw locked(name);
          return this.writable(file, keepExistingData);
        },
      }),
      ...(this.options.move && {
        move: async (to: string) => {
          requireThere();
          if (file.isLocked) throw locked(name);
          if (folder.entries.has(to)) throw new DOMException('The name is taken.', 'InvalidModificationError');
          folder.entries.delete(name);
          folder.entries.set(to, file);
        },
      }),
    };
  }

  private syncHandle(file: FakeFile): SyncHandle {
    let isOpen = true;
    const whileOpen = <T>(work: () => T): T => {
      if (!isOpen) throw new DOMException('The handle is closed.', 'InvalidStateError');
      return work();
    };
    return {
      getSize: () => whileOpen(() => file.sizeBytes),
      read: (into, { at }) =>
        whileOpen(() => {
          const bytes = file.bytes.subarray(Math.min(at, file.sizeBytes), Math.min(at + into.byteLength, file.sizeBytes));
          into.set(bytes);
          return bytes.byteLength;
        }),
      write: (bytes, { at }) =>
        whileOpen(() => {
          try {
            this.resize(file, Math.max(file.sizeBytes, at + bytes.byteLength));
          } catch (thrown) {
            if (this.options.lying) return 4294967288;
            throw thrown;
          }
          file.bytes.set(bytes, at);
          return bytes.byteLength;
        }),
      truncate: (sizeBytes) => whileOpen(() => this.resize(file, sizeBytes)),
      flush: () => whileOpen(() => undefined),
      close: () => {
        if (isOpen) file.isLocked = false;
        isOpen = false;
      },
    };
  }

  private writable(file: FakeFile, keepExistingData: boolean): WritableHandle {
    const draft: FakeFile = {
      kind: 'file',
      bytes: keepExistingData ? file.bytes.slice() : new Uint8Array(0),
      sizeBytes: keepExistingData ? file.sizeBytes : 0,
      isLocked: false,
    };
    return {
      write: async ({ position, data }) => {
        this.resize(draft, Math.max(draft.sizeBytes, position + data.byteLength), file.sizeBytes);
        draft.bytes.set(data, position);
      },
      truncate: async (sizeBytes) => this.resize(draft, sizeBytes, file.sizeBytes),
      close: async () => {
        file.bytes = draft.bytes;
        file.sizeBytes = draft.sizeBytes;
      },
    };
  }

  private resize(file: FakeFile, sizeBytes: number, countedBytes = file.sizeBytes): void {
    if (sizeBytes > file.sizeBytes && this.usedBytes + sizeBytes - countedBytes > this.options.quotaBytes)
      throw new DOMException('The quota is exceeded.', 'QuotaExceededError');
    if (sizeBytes > file.bytes.byteLength) {
      const grown = new Uint8Array(Math.max(sizeBytes, file.bytes.byteLength * 2));
      grown.set(file.bytes.subarray(0, file.sizeBytes));
      file.bytes = grown;
    }
    if (sizeBytes < file.sizeBytes) file.bytes.fill(0, sizeBytes);
    file.sizeBytes = sizeBytes;
  }
}

function sizeOf(entry: FakeFile | FakeFolder): number {
  return entry.kind === 'file' ? entry.sizeBytes : [...entry.entries.values()].reduce((sum, child) => sum + sizeOf(child), 0);
}

function isLocked(entry: FakeFile | FakeFolder): boolean {
  return entry.kind === 'file' ? entry.isLocked : [...entry.entries.values()].some(isLocked);
}

function copyFolder(folder: FakeFolder): FakeFolder {
  return {
    kind: 'directory',
    entries: new Map(
      [...folder.entries].map(([name, entry]) => [
        name,
        entry.kind === 'directory' ? copyFolder(entry) : { ...entry, bytes: entry.bytes.slice(), isLocked: false },
      ]),
    ),
  };
}

function notFound(name: string): DOMException {
  return new DOMException(`There is no “${name}”.`, 'NotFoundError');
}

function locked(name: string): DOMException {
  return new DOMException(`“${name}” is open.`, 'NoModificationAllowedError');
}
