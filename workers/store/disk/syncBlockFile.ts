import type { BlockFile } from './storeDisk';
import type { SyncHandle } from './handles';

/** A file through a synchronous handle of the origin private file system: the fast way, in workers only. */
export class SyncBlockFile implements BlockFile {
  constructor(private readonly handle: SyncHandle) {}

  sizeBytes(): Promise<number> {
    return Promise.resolve(this.handle.getSize());
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const room = Math.max(0, Math.min(length, this.handle.getSize() - offset));
    const bytes = new Uint8Array(room);
    let filled = 0;
    while (filled < room) {
      const count = this.handle.read(bytes.subarray(filled), { at: offset + filled });
      if (count === 0) break;
      if (count > room - filled) throw new DOMException('The disk gave no bytes.', 'NotReadableError');
      filled += count;
    }
    return bytes.subarray(0, filled);
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    let written = 0;
    while (written < bytes.byteLength) {
      const count = this.handle.write(bytes.subarray(written), { at: offset + written });
      // Chromium's private windows throw nothing when the room ends but return an error's number, read as unsigned.
      if (count === 0 || count > bytes.byteLength - written) throw new DOMException('The disk takes no more bytes.', 'QuotaExceededError');
      written += count;
    }
  }

  async truncate(sizeBytes: number): Promise<void> {
    this.handle.truncate(sizeBytes);
  }

  async flush(): Promise<void> {
    this.handle.flush();
  }

  async close(): Promise<void> {
    this.handle.close();
  }
}
