import { openDB, type IDBPDatabase } from 'idb';
import { isFindings } from '../operatorTrial/findingsSchema';
import { isVerdict, type VerdictStore } from '../selfTest/verdict';

const database = 'sfumato-devices';
const table = 'verdicts';
const operators = 'operators ';

/**
 * Verdicts in IndexedDB, which a worker reaches too. A new browser or driver version is another device: what it is
 * called goes into the key. Where nothing can be kept (private windows), each session makes its own trial.
 */
export function createVerdictStore(): VerdictStore {
  let opened: Promise<IDBPDatabase> | null = null;
  const open = (): Promise<IDBPDatabase> => {
    opened ??= openDB(database, 1, { upgrade: (db) => void db.createObjectStore(table) });
    return opened;
  };
  const full = (key: string): string => `${key} ${navigator.userAgent}`;
  const read = async <T>(key: string, isSound: (value: unknown) => value is T): Promise<T | null> => {
    try {
      const found: unknown = await (await open()).get(table, full(key));
      return isSound(found) ? found : null;
    } catch {
      return null;
    }
  };
  const write = async (key: string, value: unknown): Promise<void> => {
    try {
      await (await open()).put(table, value, full(key));
    } catch {
      // Not kept: the next session makes the trial again.
    }
  };
  return {
    read: (key) => read(key, isVerdict),
    write,
    readOperators: (key) => read(operators + key, isFindings),
    writeOperators: (key, findings) => write(operators + key, findings),
  };
}
