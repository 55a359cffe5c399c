import type { ByteFile } from '../../protocol/byteFile';

const blockBytes = 4 * 1024 * 1024;
const keptBlocks = 8;

/**
 * The same file, read in blocks of 4 MB of which the last eight are kept: a checkpoint has hundreds of small tensors, which lie beside
 * those that are asked for next, and every read from the browser's storage takes its time. Longer reads go through as they are.
 */
export function readAhead(file: ByteFile): ByteFile {
  const blocks = new Map<number, Promise<Uint8Array>>();
  const block = (index: number): Promise<Uint8Array> => {
    const start = index * blockBytes;
    const bytes = blocks.get(index) ?? file.read(start, Math.min(start + blockBytes, file.sizeBytes));
    blocks.delete(index);
    blocks.set(index, bytes);
    const [oldest] = blocks.keys();
    if (blocks.size > keptBlocks && oldest !== undefined) blocks.delete(oldest);
    return bytes;
  };
  return {
    path: file.path,
    sizeBytes: file.sizeBytes,
    async read(begin, end) {
      if (end - begin >= blockBytes) return file.read(begin, end);
      const first = Math.floor(begin / blockBytes);
      const last = Math.floor(Math.max(begin, end - 1) / blockBytes);
      const from = (await block(first)).subarray(begin - first * blockBytes, end - first * blockBytes);
      if (first === last) return from;
      const rest = (await block(last)).subarray(0, end - last * blockBytes);
      const bytes = new Uint8Array(from.byteLength + rest.byteLength);
      bytes.set(from);
      bytes.set(rest, from.byteLength);
      return bytes;
    },
  };
}
