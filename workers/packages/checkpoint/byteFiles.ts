import type { ByteFile } from '../../protocol/byteFile';
import type { FileSource } from '../fileSource';
import { openReader } from '../rangeReaders';

/** What tells and holds a checkpoint: weights, and the configurations beside them. */
const ofInterest = /\.(?:safetensors|json|ya?ml|bin|ckpt|pt|pth|gguf)$/i;

/** A source's weights and configurations as files of which ranges are read; nothing but their lengths is asked for here. */
export async function byteFiles(source: FileSource): Promise<readonly ByteFile[]> {
  const paths = ((await source.list()) ?? []).filter((path) => ofInterest.test(path));
  return Promise.all(
    paths.map(async (path) => {
      const reader = await openReader(source, path);
      return { path, sizeBytes: reader.sizeBytes, read: (begin: number, end: number) => reader.read(begin, end) };
    }),
  );
}

const isGraph = (path: string): boolean => /\.onnx$/i.test(path);

/**
 * Whether a model is to be opened by its weights (safetensors, and what is refused beside them) rather than by its ONNX graphs. Where a
 * diffusers repository holds both, its weights are taken: they come in half precision, in any precision here, and take LoRAs.
 */
export function holdsCheckpoint(listing: readonly string[]): boolean {
  if (holdsBothForms(listing)) return true;
  return !listing.some(isGraph) && listing.some((path) => /\.(?:safetensors|ckpt|pt|pth|bin|gguf)$/i.test(path));
}

/** Whether a listing has a model as graphs and as weights beside them. */
export function holdsBothForms(listing: readonly string[]): boolean {
  return listing.some(isGraph) && listing.some((path) => /^unet\/[^/]+\.safetensors$/i.test(path));
}
