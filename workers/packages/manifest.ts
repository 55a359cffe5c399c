import { z } from 'zod';
import { Fault } from '../protocol/faults';
import { sha256Of } from '../protocol/sha256Of';
import type { FileSource, ReadProgress } from './fileSource';
import { alteredFile } from './packageFaults';
import { parseJson } from './parseJson';
import { tr } from '../texts/texts';

/** The optional list of a package's files with their sizes and digests, at the package's root. */
export const manifestPath = 'files.json';

const entrySchema = z.object({
  path: z.string().min(1),
  sizeBytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const manifestSchema = z.union([z.object({ files: z.array(entrySchema) }).transform((list) => list.files), z.array(entrySchema)]);

export type ManifestEntry = z.infer<typeof entrySchema>;

export interface Manifest {
  readonly entries: ReadonlyMap<string, ManifestEntry>;
  /** Digest of the manifest file itself: it stands for the whole package. */
  readonly sha256: string;
}

/** Reads `files.json`; null where the package has none. @param root the folder around the package, with a slash at its end. */
export async function readManifest(source: FileSource, root = ''): Promise<Manifest | null> {
  const bytes = await readIfThere(source, root + manifestPath);
  if (!bytes) return null;
  const entries = parseJson(bytes, root + manifestPath, manifestSchema);
  return { entries: new Map(entries.map((entry) => [root + entry.path, entry])), sha256: await sha256Of(bytes) };
}

/** The bytes of a file, or null where the source has none of that name. */
export async function readIfThere(source: FileSource, path: string): Promise<Uint8Array | null> {
  const paths = await source.list();
  if (paths) return paths.includes(path) ? source.read(path) : null;
  try {
    return await source.read(path);
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    throw thrown;
  }
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Fault && thrown.code === 'package-missing-file';
}

/**
 * The same source, every file of which is compared with the manifest as it is read: its size first, then its SHA-256.
 * Files that the manifest does not name are handed on as they are. Of files that are opened rather than read the size alone
 * is compared: they lie in a store that has verified their content.
 */
export function verifiedSource(source: FileSource, manifest: Manifest | null): FileSource {
  if (!manifest) return source;
  const requireSize = (path: string, sizeBytes: number): void => {
    const entry = manifest.entries.get(path);
    if (entry && sizeBytes !== entry.sizeBytes) throw alteredFile(path, tr`it has ${sizeBytes} bytes instead of ${entry.sizeBytes}`);
  };
  const { open, openRanges } = source;
  return {
    label: source.label,
    list: async () => (await source.list()) ?? [manifestPath, ...manifest.entries.keys()],
    async read(path: string, onProgress?: ReadProgress) {
      const bytes = await source.read(path, onProgress);
      requireSize(path, bytes.byteLength);
      const entry = manifest.entries.get(path);
      if (entry && (await sha256Of(bytes)) !== entry.sha256)
        throw alteredFile(path, tr`its content is not what the package says (the SHA-256 differs)`);
      return bytes;
    },
    ...(open && {
      open: async (path: string) => {
        const blob = await open.call(source, path);
        requireSize(path, blob.size);
        return blob;
      },
    }),
    ...(openRanges && { openRanges: (path: string) => openRanges.call(source, path) }),
  };
}
