import { Fault } from '../protocol/faults';
import type { FileSource, RangeReader } from './fileSource';
import { tr } from '../texts/texts';

export function bytesReader(bytes: Uint8Array): RangeReader {
  return { sizeBytes: bytes.byteLength, read: (start, end) => Promise.resolve(bytes.subarray(start, end)) };
}

/** @param path names the file in the Fault `package-missing-file` that says it was moved or changed meanwhile. */
export function blobReader(blob: Blob, path: string): RangeReader {
  return {
    sizeBytes: blob.size,
    async read(start, end) {
      try {
        return new Uint8Array(await blob.slice(start, end).arrayBuffer());
      } catch (thrown) {
        throw new Fault(
          'package-missing-file',
          tr`“${path}” can no longer be read: it was removed or changed.`,
          tr`Open the package again; if that does not help, load it again from where it came from.`,
          { cause: thrown },
        );
      }
    },
  };
}

/**
 * A file that can only be read from its start on, as those in archives: pieces are let go once they are passed, so that it
 * takes no memory to speak of. Going back begins anew; a walk over a graph goes forward.
 */
export function streamReader(sizeBytes: number, open: () => AsyncIterable<Uint8Array>): RangeReader {
  let pieces: AsyncIterator<Uint8Array> | null = null;
  let held: Uint8Array = new Uint8Array();
  let heldStart = 0;
  return {
    sizeBytes,
    async read(start, end) {
      if (!pieces || start < heldStart) {
        pieces = open()[Symbol.asyncIterator]();
        [held, heldStart] = [new Uint8Array(), 0];
      }
      const last = Math.min(end, sizeBytes);
      const out = new Uint8Array(Math.max(last - start, 0));
      for (;;) {
        const from = Math.max(start, heldStart);
        const to = Math.min(last, heldStart + held.byteLength);
        if (from < to) out.set(held.subarray(from - heldStart, to - heldStart), from - start);
        if (heldStart + held.byteLength >= last) return out;
        const next = await pieces.next();
        heldStart += held.byteLength;
        held = next.done ? new Uint8Array() : next.value;
        if (next.done) return out.subarray(0, Math.max(heldStart - start, 0));
      }
    },
  };
}

/** The cheapest way in which a source gives parts of a file. */
export async function openReader(source: FileSource, path: string): Promise<RangeReader> {
  if (source.open) return blobReader(await source.open(path), path);
  if (source.openRanges) return source.openRanges(path);
  return bytesReader(await source.read(path));
}
