import type { ByteFile } from '../../protocol/byteFile';
import type { AddOn } from '../modelPackage';

/** An add-on's file as graphs name it: a name of its own beside the checkpoint's files, with the stem that it had. */
export function addedFile({ name, sha256, file }: AddOn): ByteFile {
  return {
    path: `add-ons/${sha256.slice(0, 16)}/${name.replaceAll(/[\\/]/g, '-')}.safetensors`,
    sizeBytes: file.size,
    read: async (begin, end) => new Uint8Array(await file.slice(begin, end).arrayBuffer()),
  };
}
