import { createStore } from 'zustand/vanilla';
import type { StoreClient } from '../engine/storeClient';
import { reportFault, type FaultReport } from '../../workers/protocol/faults';
import type { DownloadRequest, ImportRequest, OnStoreProgress, StoredPackage, StoreProgress, StoreUsage } from '../../workers/protocol/store';
import { studioStore } from './studioStore';
import { verifiedSentence } from './words';

interface ShelfState {
  /** Null until the store has answered for the first time. */
  readonly packages: readonly StoredPackage[] | null;
  readonly usage: StoreUsage | null;
  /** Jobs under way, by package. */
  readonly jobs: Readonly<Record<string, StoreProgress>>;
  /** How the last job on a package ended, where there is something to say. */
  readonly said: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, FaultReport>>;
  /** Why the store could not be asked. */
  readonly fault: FaultReport | null;
}

/** The packages that are kept, and what is being done with them. */
export const shelfStore = createStore<ShelfState>(() => ({ packages: null, usage: null, jobs: {}, said: {}, faults: {}, fault: null }));

const without = <T>(record: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> => Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));

/** Asks the store what it keeps and how much room there is. A failure is shown, not thrown. */
export async function refreshShelf(store: StoreClient = studioStore()): Promise<void> {
  try {
    const [packages, usage] = await Promise.all([store.list(), store.usage()]);
    shelfStore.setState({ packages, usage, fault: null });
  } catch (thrown) {
    shelfStore.setState({ fault: reportFault(thrown) });
  }
}

/** Runs a job on a package: its progress, and how it ended, are on the shelf. Returns whether it went well. */
async function job(id: string, store: StoreClient, work: (onProgress: OnStoreProgress) => Promise<string | null>): Promise<boolean> {
  const begun: StoreProgress = { packageId: id, stage: 'ask', doneBytes: 0, totalBytes: null, bytesPerSecond: null, secondsLeft: null };
  shelfStore.setState(({ jobs, said, faults }) => ({ jobs: { ...jobs, [id]: begun }, said: without(said, id), faults: without(faults, id) }));
  let seen = false;
  let over = false;
  try {
    const sentence = await work((progress) => {
      if (over) return;
      shelfStore.setState(({ jobs }) => ({ jobs: { ...jobs, [id]: progress } }));
      // A package that is new to the shelf appears with its first news.
      if (!seen) void refreshShelf(store);
      seen = true;
    });
    if (sentence !== null) shelfStore.setState(({ said }) => ({ said: { ...said, [id]: sentence } }));
    return true;
  } catch (thrown) {
    const fault = reportFault(thrown);
    if (fault.code !== 'cancelled') shelfStore.setState(({ faults }) => ({ faults: { ...faults, [id]: fault } }));
    return false;
  } finally {
    over = true;
    shelfStore.setState(({ jobs }) => ({ jobs: without(jobs, id) }));
    await refreshShelf(store);
  }
}

export const download = (request: DownloadRequest, store: StoreClient = studioStore()): Promise<boolean> =>
  job(request.id, store, async (onProgress) => {
    await store.begin(request, onProgress);
    return null;
  });

export const importFiles = (request: ImportRequest, store: StoreClient = studioStore()): Promise<boolean> =>
  job(request.id, store, async (onProgress) => {
    await store.importPackage(request, onProgress);
    return null;
  });

export const resume = (id: string, store: StoreClient = studioStore()): Promise<boolean> =>
  job(id, store, async (onProgress) => {
    await store.resume(id, onProgress);
    return null;
  });

export const verify = (id: string, store: StoreClient = studioStore()): Promise<boolean> => job(id, store, async (onProgress) => verifiedSentence(await store.verify(id, onProgress)));

export const repair = (id: string, store: StoreClient = studioStore()): Promise<boolean> =>
  job(id, store, async (onProgress) => {
    const { state } = await store.repair(id, onProgress);
    return state === 'ready' ? 'Every block is as it was stored.' : null;
  });

/** Ends the job on a package; what it has fetched stays. */
export async function pause(id: string, store: StoreClient = studioStore()): Promise<void> {
  await store.pause(id);
  await refreshShelf(store);
}

/** Deletes a package and everything said of it. @throws Fault where its files are in use elsewhere */
export async function removePackage(id: string, store: StoreClient = studioStore()): Promise<void> {
  await store.remove(id);
  shelfStore.setState(({ said, faults }) => ({ said: without(said, id), faults: without(faults, id) }));
  await refreshShelf(store);
}
