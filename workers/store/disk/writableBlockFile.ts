import type { BlockFile } from './storeDisk';
import type { FileHandle, WritableHandle } from './handles';

/**
 * A file through `createWritable`, for contexts without synchronous handles. What is written becomes visible only when
 * the stream is closed, so reading and flushing close it and the next write opens another, which may copy the file:
 * slow with large files, and correct.
 */
export class WritableBlockFile implements BlockFile {
  private stream: WritableHandle | null = null;

  constructor(private readonly handle: FileHandle & { createWritable(options: { keepExistingData: boolean }): Promise<WritableHandle> }) {}

  async sizeBytes(): Promise<number> {
    await this.flush();
    return (await this.handle.getFile()).size;
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    await this.flush();
    const file = await this.handle.getFile();
    return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    // A copy: the stream may look at the bytes after the caller has used their memory again.
    await (await this.open()).write({ type: 'write', position: offset, data: bytes.slice() });
  }

  async truncate(sizeBytes: number): Promise<void> {
    await (await this.open()).truncate(sizeBytes);
  }

  async flush(): Promise<void> {
    const { stream } = this;
    this.stream = null;
    await stream?.close();
  }

  close(): Promise<void> {
    return this.flush();
  }

  private async open(): Promise<WritableHandle> {
    this.stream ??= await this.handle.createWritable({ keepExistingData: true });
    return this.stream;
  }
}
