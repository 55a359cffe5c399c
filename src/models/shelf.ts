import { createStore } from 'zustand/vanilla';
import type { StoreClient } from '../engine/storeClient';
import { Fault, reportFault, type FaultReport } from '../../workers/protocol/faults';
import type { CheckpointChoices } from '../../workers/protocol/checkpoint';
import type { Loan } from '../../workers/protocol/loans';
import type {
  DownloadRequest,
  ImportRequest,
  OnStoreProgress,
  PrepareRequest,
  StoredPackage,
  StoreProgress,
  StoreUsage,
} from '../../workers/protocol/store';
import { partRequest } from './borrowing';
import type { Candidate } from './candidate';
import type { CatalogPart } from './catalog';
import { deviceHere } from './deviceHere';
import { studioStore } from './studioStore';
import { verifiedSentence } from './words';
import { tr } from '../../workers/texts/texts';

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

const without = <T>(record: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));

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
  shelfStore.setState(({ jobs, said, faults }) => ({
    jobs: { ...jobs, [id]: begun },
    said: without(said, id),
    faults: without(faults, id),
  }));
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

/** A model that was looked into and may be taken in, with what was chosen for it. */
export interface Taking {
  readonly request: Candidate['request'];
  readonly choices: CheckpointChoices;
  readonly loans: readonly Loan[];
  /** Parts to be fetched for it. */
  readonly parts: readonly CatalogPart[];
}

/**
 * Takes a model in, and beside it the parts that it borrows; then writes what it needs beside its weights in the precision that was
 * chosen. What was chosen is kept from the start, so that a download that was broken off goes on with it.
 */
export async function takeModel({ request, choices, loans, parts }: Taking, store: StoreClient = studioStore()): Promise<boolean> {
  const { id, isPart, addOn } = request.value;
  const lent = Promise.all(parts.map((part) => takePart(part, store)));
  // One job from beginning to end: what is ready but not prepared yet must not be offered for use.
  return job(id, store, async (onProgress) => {
    const { state } =
      request.kind === 'download'
        ? await store.begin({ ...request.value, choices, loans }, onProgress)
        : await store.importPackage({ ...request.value, choices, loans }, onProgress);
    if (state !== 'ready' || !(await lent).every(Boolean)) throw new Fault('cancelled', tr`It is not complete.`, '');
    if (!isPart && !addOn) await store.prepare({ packageId: id, device: await deviceHere(), choices }, onProgress);
    return null;
  });
}

/** Fetches a part that models borrow. */
export const takePart = (part: CatalogPart, store: StoreClient = studioStore()): Promise<boolean> =>
  job(part.id, store, async (onProgress) => {
    await store.begin(await partRequest(store, part), onProgress);
    return null;
  });

/** Keeps what was chosen for a kept model, and writes what it then needs. */
export const prepareModel = (request: PrepareRequest, store: StoreClient = studioStore()): Promise<boolean> =>
  job(request.packageId, store, async (onProgress) => {
    await store.prepare(request, onProgress);
    return null;
  });

export const resume = (id: string, store: StoreClient = studioStore()): Promise<boolean> =>
  job(id, store, async (onProgress) => {
    const { state, checkpoint, isPart } = await store.resume(id, onProgress);
    if (state === 'ready' && checkpoint && !isPart)
      await store.prepare({ packageId: id, device: await deviceHere(), choices: checkpoint }, onProgress);
    return null;
  });

export const verify = (id: string, store: StoreClient = studioStore()): Promise<boolean> =>
  job(id, store, async (onProgress) => verifiedSentence(await store.verify(id, onProgress)));

export const repair = (id: string, store: StoreClient = studioStore()): Promise<boolean> =>
  job(id, store, async (onProgress) => {
    const { state } = await store.repair(id, onProgress);
    return state === 'ready' ? tr`Every block is as it was stored.` : null;
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
