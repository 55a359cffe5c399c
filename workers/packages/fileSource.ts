/** Told of every piece of a file as it comes in: bytes read so far, and the whole size where it is known. */
export type ReadProgress = (readBytes: number, totalBytes: number | null) => void;

/**
 * Where the files of a package come from: a web address now; a folder, a zip or the browser's own store as well.
 * Paths are relative to the package, with forward slashes (`unet/model.onnx`).
 */
export interface FileSource {
  /** How the source is called in sentences for people: an address, a folder's name. */
  readonly label: string;
  /** Every path there is, or null where the source cannot list itself (plain HTTP). */
  list(): Promise<readonly string[] | null>;
  /** All bytes of a file. Throws a Fault `package-missing-file` naming the path where there is none. */
  read(path: string, onProgress?: ReadProgress): Promise<Uint8Array>;
}
