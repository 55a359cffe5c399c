import type { BlockFile, RoomLeft, StoreDisk } from './storeDisk';

const chunkBytes = 1024 * 1024;
/** More than this in one tab invites the system to end it. */
const defaultCapacityBytes = 2 * 1024 ** 3;

interface MemoryFile {
  sizeBytes: number;
  readonly chunks: Uint8Array<ArrayBuffer>[];
  isOpen: boolean;
}

/** Packages in memory, gone with the worker: for private windows and browsers that refuse their storage. */
export class MemoryDisk implements StoreDisk {
  readonly kind = 'memory';
  private readonly rooms = new Map<string, Map<string, MemoryFile>>();
  private usedBytes = 0;

  constructor(
    readonly reason: string,
    private readonly capacityBytes = defaultCapacityBytes,
  ) {}

  folders(): Promise<readonly string[]> {
    return Promise.resolve([...this.rooms.keys()].sort());
  }

  files(folder: string): Promise<ReadonlyMap<string, number>> {
    return Promise.resolve(new Map([...(this.rooms.get(folder) ?? [])].map(([name, file]) => [name, file.sizeBytes])));
  }

  async edit(folder: string, name: string): Promise<BlockFile> {
    const room = this.rooms.get(folder) ?? new Map<string, MemoryFile>();
    this.rooms.set(folder, room);
    const file = room.get(name) ?? { sizeBytes: 0, chunks: [], isOpen: false };
    if (file.isOpen) throw new DOMException(`“${name}” is open already.`, 'NoModificationAllowedError');
    room.set(name, file);
    file.isOpen = true;
    return new MemoryBlockFile(file, (sizeBytes) => this.grow(file, sizeBytes));
  }

  open(folder: string, name: string): Promise<Blob | null> {
    const file = this.rooms.get(folder)?.get(name);
    return Promise.resolve(
      file
        ? new Blob(file.chunks.map((chunk, index) => chunk.subarray(0, Math.min(chunkBytes, file.sizeBytes - index * chunkBytes))))
        : null,
    );
  }

  async rename(folder: string, from: string, to: string): Promise<void> {
    const room = this.rooms.get(folder);
    const file = room?.get(from);
    if (!room || !file) throw new DOMException(`There is no “${from}”.`, 'NotFoundError');
    if (from === to) return;
    await this.remove(folder, to);
    room.set(to, file);
    room.delete(from);
  }

  async remove(folder: string, name: string): Promise<void> {
    const file = this.rooms.get(folder)?.get(name);
    if (!file) return;
    this.grow(file, 0);
    this.rooms.get(folder)?.delete(name);
  }

  async removeFolder(folder: string): Promise<void> {
    for (const name of [...(this.rooms.get(folder)?.keys() ?? [])]) await this.remove(folder, name);
    this.rooms.delete(folder);
  }

  roomLeft(): Promise<RoomLeft> {
    return Promise.resolve({ usedBytes: this.usedBytes, quotaBytes: this.capacityBytes });
  }

  private grow(file: MemoryFile, sizeBytes: number): void {
    const count = Math.ceil(sizeBytes / chunkBytes);
    const change = (count - file.chunks.length) * chunkBytes;
    if (change > 0 && this.usedBytes + change > this.capacityBytes)
      throw new DOMException('There is no more memory for packages.', 'QuotaExceededError');
    this.usedBytes += change;
    file.chunks.length = Math.min(file.chunks.length, count);
    while (file.chunks.length < count) file.chunks.push(new Uint8Array(chunkBytes));
    if (sizeBytes < file.sizeBytes) file.chunks.at(-1)?.fill(0, sizeBytes - (count - 1) * chunkBytes);
    file.sizeBytes = sizeBytes;
  }
}

class MemoryBlockFile implements BlockFile {
  constructor(
    private readonly file: MemoryFile,
    private readonly resize: (sizeBytes: number) => void,
  ) {}

  sizeBytes(): Promise<number> {
    return Promise.resolve(this.file.sizeBytes);
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.file.sizeBytes - offset)));
    forEachChunk(offset, bytes.byteLength, (index, start, at, count) => bytes.set(this.chunk(index).subarray(start, start + count), at));
    return bytes;
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    if (offset + bytes.byteLength > this.file.sizeBytes) this.resize(offset + bytes.byteLength);
    forEachChunk(offset, bytes.byteLength, (index, start, at, count) => this.chunk(index).set(bytes.subarray(at, at + count), start));
  }

  async truncate(sizeBytes: number): Promise<void> {
    this.resize(sizeBytes);
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.file.isOpen = false;
  }

  private chunk(index: number): Uint8Array {
    const chunk = this.file.chunks[index];
    if (!chunk) throw new RangeError(`Chunk ${index} is not there.`);
    return chunk;
  }
}

function forEachChunk(offset: number, length: number, visit: (index: number, start: number, at: number, count: number) => void): void {
  for (let at = 0; at < length;) {
    const index = Math.floor((offset + at) / chunkBytes);
    const start = offset + at - index * chunkBytes;
    const count = Math.min(length - at, chunkBytes - start);
    visit(index, start, at, count);
    at += count;
  }
}
