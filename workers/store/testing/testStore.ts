import type { Inspection, SeveralModels } from '../../protocol/store';
import { OpfsDisk } from '../disk/opfsDisk';
import type { StoreDisk } from '../disk/storeDisk';
import type { Network } from '../download/network';
import type { TryLock } from '../jobs';
import type { LocalHandle } from '../../protocol/localFile';
import type { FileHandles } from '../linked/fileHandles';
import { StoreService } from '../storeService';
import { FakeOpfs } from './fakeOpfs';

export const testBlockBytes = 16 * 1024;

/** Node's network, with little patience. */
export function testNetwork(changes: Partial<Network> = {}): Network {
  return {
    fetch: (url, init) => fetch(url, init),
    isOnline: () => true,
    isSecurePage: () => false,
    now: () => performance.now(),
    parallel: 3,
    blocksPerRequest: 2,
    maximumFailures: 3,
    firstPauseMs: 1,
    stallMs: 2000,
    ...changes,
  };
}

/** A clock on which every report of progress is due. */
export function everyTimeLater(): () => number {
  let at = 0;
  return () => (at += 1000);
}

/** Locks as all tabs of a browser share them. */
export function sharedLocks(): TryLock {
  const held = new Set<string>();
  return async (name, work) => {
    if (held.has(name)) return null;
    held.add(name);
    try {
      return { value: await work() };
    } finally {
      held.delete(name);
    }
  };
}

interface TestStoreOptions {
  opfs?: FakeOpfs;
  disk?: StoreDisk;
  network?: Partial<Network>;
  tryLock?: TryLock;
  blockBytes?: number;
  handles?: FileHandles;
}

/** Handles that last as long as the test. */
export function memoryHandles(): FileHandles {
  const kept = new Map<string, LocalHandle>();
  return {
    put: (name, handle) => Promise.resolve(void kept.set(name, handle)),
    get: (name) => Promise.resolve(kept.get(name) ?? null),
    remove: (beginning) => {
      for (const name of kept.keys()) if (name.startsWith(beginning)) kept.delete(name);
      return Promise.resolve();
    },
  };
}

/** A store over a pretended disk and the real network code. */
export function testStore({
  opfs = new FakeOpfs(),
  disk,
  network = {},
  tryLock = sharedLocks(),
  blockBytes = testBlockBytes,
  handles = memoryHandles(),
}: TestStoreOptions = {}): StoreService {
  return new StoreService({
    openDisk: () => Promise.resolve(disk ?? new OpfsDisk(opfs.root, () => opfs.estimate())),
    network: testNetwork(network),
    tryLock,
    holdLock: () => Promise.resolve(true),
    isPersisted: () => Promise.resolve(false),
    blockBytes,
    handles,
  });
}

/** The look into a source that holds one model. */
export function oneModel(found: Inspection | SeveralModels): Inspection {
  if ('models' in found) throw new Error(`There are several models: ${found.models.join(', ')}.`);
  return found;
}
