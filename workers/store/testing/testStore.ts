import { OpfsDisk } from '../disk/opfsDisk';
import type { StoreDisk } from '../disk/storeDisk';
import type { Network } from '../download/network';
import type { TryLock } from '../jobs';
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
}

/** A store over a pretended disk and the real network code. */
export function testStore({ opfs = new FakeOpfs(), disk, network = {}, tryLock = sharedLocks(), blockBytes = testBlockBytes }: TestStoreOptions = {}): StoreService {
  return new StoreService({
    openDisk: () => Promise.resolve(disk ?? new OpfsDisk(opfs.root, () => opfs.estimate())),
    network: testNetwork(network),
    tryLock,
    holdLock: () => Promise.resolve(true),
    isPersisted: () => Promise.resolve(false),
    blockBytes,
  });
}
