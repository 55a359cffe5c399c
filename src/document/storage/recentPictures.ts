import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Size } from '../../../workers/protocol/geometry';
import { documentCodec, type DocumentContent } from './codecs/documentCodec';
import { manifestText, parseManifest } from './manifest';
import { keepInto, takeFrom } from './pieces';

/** A picture that was left for another one, as it is listed. */
export interface RecentPicture {
  /** The document's own name: the same picture is listed once. */
  readonly id: string;
  readonly name: string;
  /** When it was left, in milliseconds since 1970. */
  readonly leftAtMs: number;
  readonly results: number;
  /** What it looked like; straight alpha, 4 bytes a pixel. */
  readonly thumbnail: Size & { readonly rgba: Uint8Array };
  readonly sizeBytes: number;
}

interface Schema extends DBSchema {
  entries: { key: string; value: RecentPicture };
  contents: { key: string; value: { readonly manifest: string; readonly pieces: ReadonlyMap<string, Uint8Array> } };
}

/** Most pictures that are kept beside the one on the table, and most bytes of them together; the one left last is always kept. */
export const recentLimits = { pictures: 8, bytes: 512 * 2 ** 20 } as const;

/** The pictures that were left for others, each with its maps, layers and results. Methods reject as IndexedDB does. */
export interface RecentPictures {
  /** The one that was left last first. */
  list(): Promise<readonly RecentPicture[]>;
  /** Keeps a document that is being left, in the place of what was kept of it before; the oldest leave where there is no room. */
  keep(content: DocumentContent, thumbnail: RecentPicture['thumbnail'], leftAtMs: number): Promise<void>;
  /** The document of that name; null where it is not kept, or cannot be read any more. */
  take(id: string): Promise<DocumentContent | null>;
  close(): void;
}

/** Opens the recent pictures in the database of that name. */
export async function openRecentPictures(name: string): Promise<RecentPictures> {
  const database: IDBPDatabase<Schema> = await openDB<Schema>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('entries');
      fresh.createObjectStore('contents');
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  const list = async () => (await database.getAll('entries')).sort((a, b) => b.leftAtMs - a.leftAtMs);
  return {
    list,
    async keep(content, thumbnail, leftAtMs) {
      if (!content.picture) return;
      const pieces = new Map<string, Uint8Array>();
      const own = content.results.filter(({ documentId }) => documentId === content.documentId);
      const grids = content.grids.filter(({ documentId }) => documentId === content.documentId);
      const manifest = manifestText(await documentCodec.freeze({ ...content, results: own, grids }, keepInto(pieces)));
      // Views are stored with the whole array that they look at: each piece is copied out of it.
      const copies = new Map([...pieces].map(([digest, piece]) => [digest, piece.slice()] as const));
      const sizeBytes = manifest.length + [...copies.values()].reduce((sum, piece) => sum + piece.length, 0);
      const { documentId: id, picture } = content;
      const entry = { id, name: picture.name, leftAtMs, results: own.length, thumbnail, sizeBytes };
      const others = (await list()).filter((other) => other.id !== id);
      const transaction = database.transaction(['entries', 'contents'], 'readwrite');
      const [entries, contents] = [transaction.objectStore('entries'), transaction.objectStore('contents')];
      let total = sizeBytes;
      const leaving = others.filter((other, i) => {
        total += other.sizeBytes;
        return i + 1 >= recentLimits.pictures || total > recentLimits.bytes;
      });
      await Promise.all([
        ...leaving.flatMap((other) => [entries.delete(other.id), contents.delete(other.id)]),
        contents.put({ manifest, pieces: copies }, id),
        entries.put(entry, id),
        transaction.done,
      ]);
    },
    async take(id) {
      const stored = await database.get('contents', id);
      const saved = stored && parseManifest(stored.manifest);
      if (!saved) return null;
      try {
        return documentCodec.thaw(saved, takeFrom(stored.pieces));
      } catch {
        return null;
      }
    },
    close: () => database.close(),
  };
}
