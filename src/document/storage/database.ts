import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** The two places that take turns in holding the newest generation. */
export type Slot = 'a' | 'b';

export interface Generation {
  /** The manifest as JSON text. */
  readonly manifest: string;
  /** sha256 of `manifest` in UTF-8. */
  readonly checksum: string;
  /** The history of it as JSON text, for the document is read without it too; absent where it was saved before there was one. */
  readonly history?: string;
}

interface Schema extends DBSchema {
  /** Pieces of arrays by their sha256. */
  pieces: { key: string; value: Uint8Array };
  generations: { key: Slot; value: Generation };
  /** One entry, 'current': the slot that was written last as a whole. */
  pointer: { key: 'current'; value: Slot };
  /** Generations that could not be read, or that nobody here had read, by the sha256 of their text: never written over. */
  aside: { key: string; value: Generation };
}

export type ProjectDatabase = IDBPDatabase<Schema>;

const databaseVersion = 2;

/** Opens, and at first makes, the database of that name. `onLost`: the browser or another tab closed it. Rejects as IndexedDB does. */
export function openProjectDatabase(name: string, onLost: () => void = () => undefined): Promise<ProjectDatabase> {
  return openDB<Schema>(name, databaseVersion, {
    upgrade(database, oldVersion) {
      if (oldVersion < 1) {
        database.createObjectStore('pieces');
        database.createObjectStore('generations');
        database.createObjectStore('pointer');
      }
      if (oldVersion < 2) database.createObjectStore('aside');
    },
    // It is being deleted, or a newer Sfumato in another tab upgrades it.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onLost();
    },
    terminated: onLost,
  });
}
