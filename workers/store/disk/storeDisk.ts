/** A file that is being written or read in pieces. Only one may be open on a file at a time. */
export interface BlockFile {
  sizeBytes(): Promise<number>;
  /** Bytes from `offset`; fewer than `length` where the file ends before. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Writes all of `bytes`; beyond the end, the gap is filled with zeros. Throws `QuotaExceededError` where there is no room. */
  write(offset: number, bytes: Uint8Array): Promise<void>;
  truncate(sizeBytes: number): Promise<void>;
  /** Returns when everything written would survive the end of the process. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface RoomLeft {
  readonly usedBytes: number;
  readonly quotaBytes: number;
}

/** Folders, one a package, of files without sub-folders. Names are made by `storedName`. */
export interface StoreDisk {
  readonly kind: 'disk' | 'memory';
  /** Why it is only memory, in a sentence; null on disk. */
  readonly reason: string | null;
  folders(): Promise<readonly string[]>;
  /** Names and sizes in bytes of a folder's files; empty where there is no such folder. */
  files(folder: string): Promise<ReadonlyMap<string, number>>;
  /** Opens for writing; makes folder and file where they are not there. Throws `NoModificationAllowedError` where it is open already. */
  edit(folder: string, name: string): Promise<BlockFile>;
  /** The file as it is, without reading it; null where there is none. */
  open(folder: string, name: string): Promise<Blob | null>;
  /** Replaces `to` where it exists. */
  rename(folder: string, from: string, to: string): Promise<void>;
  /** Does nothing where there is no such file. */
  remove(folder: string, name: string): Promise<void>;
  removeFolder(folder: string): Promise<void>;
  /** Null where the browser does not say. */
  roomLeft(): Promise<RoomLeft | null>;
}
