/** Told of every piece of a file as it comes in: bytes read so far, and the whole size where it is known. */
export type ReadProgress = (readBytes: number, totalBytes: number | null) => void;

/** A file of which any part can be read by itself. */
export interface RangeReader {
  readonly sizeBytes: number;
  /** The bytes from `start` to before `end`; fewer where the file ends before. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/**
 * Where the files of a package come from: a web address, a folder, a zip or the browser's own store.
 * Paths are relative to the package, with forward slashes (`unet/model.onnx`).
 */
export interface FileSource {
  /** How the source is called in sentences for people: an address, a folder's name. */
  readonly label: string;
  /** Every path there is, or null where the source cannot list itself (plain HTTP). */
  list(): Promise<readonly string[] | null>;
  /** A file's size where it is known without reading it; null where it is not, or there is no such file. Absent: it never is. */
  sizeOf?(path: string): number | null;
  /** All bytes of a file. Throws a Fault `package-missing-file` naming the path where there is none. */
  read(path: string, onProgress?: ReadProgress): Promise<Uint8Array>;
  /**
   * The file as a Blob whose bytes stay where they are until somebody reads them, for weights of gigabytes; absent where
   * the source has none such. Throws as `read` does.
   */
  open?(path: string): Promise<Blob>;
  /**
   * The file to be read in parts, for a look at the head of a large one; absent where only whole files can be had. Throws as
   * `read` does.
   */
  openRanges?(path: string): Promise<RangeReader>;
}
