/**
 * The parts of the origin private file system that the store uses. Own types, since the platform's library declares
 * synchronous handles for workers only and `move` not at all, and tests run the same code over handles in memory.
 */
export interface SyncHandle {
  getSize(): number;
  read(into: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(sizeBytes: number): void;
  flush(): void;
  close(): void;
}

export interface WritableHandle {
  write(piece: { type: 'write'; position: number; data: Uint8Array }): Promise<void>;
  truncate(sizeBytes: number): Promise<void>;
  close(): Promise<void>;
}

export interface FileHandle {
  readonly kind: 'file';
  readonly name: string;
  getFile(): Promise<File>;
  createSyncAccessHandle?(): Promise<SyncHandle>;
  createWritable?(options: { keepExistingData: boolean }): Promise<WritableHandle>;
  move?(name: string): Promise<void>;
}

export interface FolderHandle {
  readonly kind: 'directory';
  readonly name: string;
  getFileHandle(name: string, options?: { create?: boolean }): Promise<FileHandle>;
  getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<FolderHandle>;
  removeEntry(name: string, options?: { recursive?: boolean }): Promise<void>;
  values(): AsyncIterable<FileHandle | FolderHandle>;
}
