import type { StoreClient } from '../engine/storeClient';
import { Fault } from '../../workers/protocol/faults';
import type { StoredPackage, StoreUsage } from '../../workers/protocol/store';

export const emptyUsage: StoreUsage = {
  kind: 'disk',
  reason: null,
  packages: [],
  packagesBytes: 0,
  usedBytes: 0,
  quotaBytes: 1e9,
  persisted: false,
};

/** A package as the store describes it, for tests. */
export const storedPackage = (change: Partial<StoredPackage> = {}): StoredPackage => ({
  id: 'a',
  title: 'A',
  family: null,
  licence: null,
  origin: { kind: 'import', name: 'a' },
  state: 'ready',
  files: [],
  doneBytes: 1,
  totalBytes: 1,
  refetchable: false,
  notes: [],
  fault: null,
  checkpoint: null,
  ...change,
});

/** A store for tests: what is not scripted is refused. */
export function fakeStore(script: Partial<StoreClient>): StoreClient {
  const refuse = (): Promise<never> => Promise.reject(new Fault('unexpected', 'This is not scripted.'));
  return {
    usage: () => Promise.resolve(emptyUsage),
    list: () => Promise.resolve([]),
    searchRepositories: () => Promise.resolve([]),
    listRepository: refuse,
    inspect: refuse,
    fetchPicture: refuse,
    begin: refuse,
    resume: refuse,
    pause: refuse,
    cancel: refuse,
    importPackage: refuse,
    prepare: refuse,
    lenders: () => Promise.resolve([]),
    verify: refuse,
    repair: refuse,
    remove: refuse,
    handles: () => Promise.resolve([]),
    open: refuse,
    ...script,
  };
}
