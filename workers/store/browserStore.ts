import { openDisk, type StorageManagerLike } from './disk/openDisk';
import { browserNetwork } from './download/network';
import { browserFileHandles } from './linked/fileHandles';
import type { TryLock } from './jobs';
import { defaultBlockBytes } from './record/packageRecord';
import { StoreService } from './storeService';

/** The store over the browser's own storage, network and locks. For a dedicated worker. */
export function createBrowserStore(holdLock: (name: string) => Promise<boolean>): StoreService {
  // Absent outside secure contexts.
  const storage = navigator.storage as StorageManager | undefined;
  return new StoreService({
    openDisk: () => openDisk(storage as StorageManagerLike | undefined),
    network: browserNetwork(),
    tryLock: 'locks' in navigator ? tryWebLock : async (_name, work) => ({ value: await work() }),
    holdLock,
    isPersisted: async () => (await storage?.persisted?.()) ?? null,
    blockBytes: defaultBlockBytes,
    deviceMemoryGiB: (navigator as { readonly deviceMemory?: number }).deviceMemory,
    handles: browserFileHandles(),
  });
}

const tryWebLock: TryLock = async (name, work) =>
  navigator.locks.request(name, { ifAvailable: true }, async (lock) => (lock ? { value: await work() } : null));
