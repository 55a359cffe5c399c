/** A file of which any range can be read by itself: in the browser's storage, behind a handle, on a server, or on disk. */
export interface ByteFile {
  /** Relative to what was opened, with forward slashes; views of tensors name their file by it. */
  readonly path: string;
  readonly sizeBytes: number;
  /** The bytes from `begin` to before `end`; fewer where the file ends before. */
  read(begin: number, end: number): Promise<Uint8Array>;
}
