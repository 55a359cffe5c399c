import { openDB, type IDBPDatabase } from 'idb';
import type { LocalHandle } from '../../protocol/localFile';

/** Where handles on files and folders that stay where they are outlast the session. A name is a package's folder, and a file's in it. */
export interface FileHandles {
  put(name: string, handle: LocalHandle): Promise<void>;
  get(name: string): Promise<LocalHandle | null>;
  /** Lets go of all whose names begin so. */
  remove(beginning: string): Promise<void>;
}

const database = 'sfumato-files';
const table = 'handles';

/** Handles in IndexedDB, which keeps them as they are. */
export function browserFileHandles(): FileHandles {
  let opened: Promise<IDBPDatabase> | null = null;
  const open = (): Promise<IDBPDatabase> => {
    opened ??= openDB(database, 1, { upgrade: (db) => void db.createObjectStore(table) });
    return opened;
  };
  return {
    put: async (name, handle) => void (await (await open()).put(table, handle, name)),
    get: async (name) => ((await (await open()).get(table, name)) as LocalHandle | undefined) ?? null,
    remove: async (beginning) => (await open()).delete(table, IDBKeyRange.bound(beginning, `${beginning}\uffff`)),
  };
}
