import { proxy, type Remote } from 'comlink';
import type { Outcome } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import type { DownloadRequest, ImportRequest, Inspection, InspectRequest, OnStoreProgress, OpenedPackage, RepositoryListing, RepositoryRequest, StoreApi, StoredPackage, StoreUsage, VerifyReport } from '../../workers/protocol/store';
import { startStoreWorker, type StoreWorkerHandle } from './storeWorkerHandle';

/** The window's side of the store: the worker starts with the first call and again after it died; every rejection is a `Fault`. */
export interface StoreClient {
  usage(): Promise<StoreUsage>;
  list(): Promise<readonly StoredPackage[]>;
  listRepository(request: RepositoryRequest): Promise<RepositoryListing>;
  inspect(request: InspectRequest): Promise<Inspection>;
  begin(request: DownloadRequest, onProgress: OnStoreProgress): Promise<StoredPackage>;
  resume(packageId: string, onProgress: OnStoreProgress): Promise<StoredPackage>;
  pause(packageId: string): Promise<void>;
  cancel(packageId: string): Promise<null>;
  importPackage(request: ImportRequest, onProgress: OnStoreProgress): Promise<StoredPackage>;
  verify(packageId: string, onProgress: OnStoreProgress): Promise<VerifyReport>;
  repair(packageId: string, onProgress: OnStoreProgress): Promise<StoredPackage>;
  remove(packageId: string): Promise<null>;
  open(packageId: string): Promise<OpenedPackage>;
}

type Api = Remote<StoreApi>;

interface Live {
  readonly handle: StoreWorkerHandle;
  readonly ended: Promise<never>;
}

export function createStoreClient(startWorker: () => StoreWorkerHandle = startStoreWorker): StoreClient {
  let live: Live | null = null;
  const start = (): Live => {
    const handle = startWorker();
    const ended = handle.died.then((fault): never => {
      if (live?.handle === handle) live = null;
      throw fault;
    });
    // Nobody waits for a worker that dies between two calls.
    ended.catch(() => undefined);
    live = { handle, ended };
    return live;
  };
  const reach = <T>(ask: (api: Api) => Promise<T>): Promise<T> => {
    const { handle, ended } = live ?? start();
    return Promise.race([ask(handle.api), ended]);
  };
  const call = async <T>(ask: (api: Api) => Promise<Outcome<T>>): Promise<T> => {
    const outcome = await reach(ask);
    if (outcome.ok) return outcome.value;
    throw new Fault(outcome.fault.code, outcome.fault.message, outcome.fault.hint);
  };
  return {
    usage: () => call((api) => api.usage()),
    list: () => call((api) => api.list()),
    listRepository: (request) => call((api) => api.listRepository(request)),
    inspect: (request) => call((api) => api.inspect(request)),
    begin: (request, onProgress) => call((api) => api.begin(request, proxy(onProgress))),
    resume: (packageId, onProgress) => call((api) => api.resume(packageId, proxy(onProgress))),
    pause: (packageId) => reach((api) => api.pause(packageId)),
    cancel: (packageId) => call((api) => api.cancel(packageId)),
    importPackage: (request, onProgress) => call((api) => api.importPackage(request, proxy(onProgress))),
    verify: (packageId, onProgress) => call((api) => api.verify(packageId, proxy(onProgress))),
    repair: (packageId, onProgress) => call((api) => api.repair(packageId, proxy(onProgress))),
    remove: (packageId) => call((api) => api.remove(packageId)),
    open: (packageId) => call((api) => api.open(packageId)),
  };
}
