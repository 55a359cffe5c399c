import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** The two places that take turns in holding the newest generation. */
export type Slot = 'a' | 'b';

export interface Generation {
  /** The manifest as JSON text. */
  readonly manifest: string;
  /** sha256 of `manifest` in UTF-8. */
  readonly checksum: string;
}

interface Schema extends DBSchema {
  /** Pieces of arrays by their sha256. */
  pieces: { key: string; value: Uint8Array };
  generations: { key: Slot; value: Generation };
  /** One entry, 'current': the slot that was written last as a whole. */
  pointer: { key: 'current'; value: Slot };
}

export type ProjectDatabase = IDBPDatabase<Schema>;

const databaseVersion = 1;

/** Opens, and at first makes, the database of that name. Rejects as IndexedDB does. */
export function openProjectDatabase(name: string): Promise<ProjectDatabase> {
  return openDB<Schema>(name, databaseVersion, {
    upgrade(database) {
      database.createObjectStore('pieces');
      database.createObjectStore('generations');
      database.createObjectStore('pointer');
    },
    // A newer Sfumato in another tab may upgrade; this one then saves no more, and says so.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}
