import { proxy, type Remote } from 'comlink';
import type { Outcome } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import type { LocalFileHandle } from '../../workers/protocol/localFile';
import type {
  DownloadRequest,
  FetchedPicture,
  ImportRequest,
  Inspection,
  InspectRequest,
  LenderRequest,
  OnStoreProgress,
  OpenedPackage,
  PossibleLender,
  PrepareRequest,
  RepositoryListing,
  RepositoryRequest,
  SeveralModels,
  StoreApi,
  StoredPackage,
  StoreUsage,
  VerifyReport,
} from '../../workers/protocol/store';
import { startStoreWorker, type StoreWorkerHandle } from './storeWorkerHandle';
import { WorkerLink } from './workerLink';

/** The window's side of the store: the worker starts with the first call and again after it died; every rejection is a `Fault`. */
export interface StoreClient {
  usage(): Promise<StoreUsage>;
  list(): Promise<readonly StoredPackage[]>;
  /** Look-ups end with a Fault `cancelled` when their signal is aborted. */
  listRepository(request: RepositoryRequest, signal?: AbortSignal): Promise<RepositoryListing>;
  inspect(request: InspectRequest, signal?: AbortSignal): Promise<Inspection | SeveralModels>;
  fetchPicture(url: string, signal?: AbortSignal): Promise<FetchedPicture>;
  begin(request: DownloadRequest, onProgress: OnStoreProgress): Promise<StoredPackage>;
  resume(packageId: string, onProgress: OnStoreProgress): Promise<StoredPackage>;
  pause(packageId: string): Promise<void>;
  cancel(packageId: string): Promise<null>;
  importPackage(request: ImportRequest, onProgress: OnStoreProgress): Promise<StoredPackage>;
  prepare(request: PrepareRequest, onProgress: OnStoreProgress): Promise<StoredPackage>;
  lenders(request: LenderRequest): Promise<readonly PossibleLender[]>;
  verify(packageId: string, onProgress: OnStoreProgress): Promise<VerifyReport>;
  repair(packageId: string, onProgress: OnStoreProgress): Promise<StoredPackage>;
  remove(packageId: string): Promise<null>;
  handles(packageId: string): Promise<readonly LocalFileHandle[]>;
  open(packageId: string): Promise<OpenedPackage>;
}

type Api = Remote<StoreApi>;

export function createStoreClient(startWorker: () => StoreWorkerHandle = startStoreWorker): StoreClient {
  const link = new WorkerLink<StoreApi>(startWorker, () => undefined);
  const reach = <T>(ask: (api: Api) => Promise<T>): Promise<T> => link.ask(({ api }) => ask(api));
  const call = <T>(ask: (api: Api) => Promise<Outcome<T>>): Promise<T> => link.call(({ api }) => ask(api));
  const lookUp = async <T>(signal: AbortSignal | undefined, ask: (api: Api, id: string) => Promise<Outcome<T>>): Promise<T> => {
    const id = crypto.randomUUID();
    const cancel = (): void => void reach((api) => api.cancelLookUp(id)).catch(() => undefined);
    if (signal?.aborted) throw new Fault('cancelled', 'This was cancelled.', 'Nothing was fetched.');
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await call((api) => ask(api, id));
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  };
  return {
    usage: () => call((api) => api.usage()),
    list: () => call((api) => api.list()),
    listRepository: (request, signal) => lookUp(signal, (api, id) => api.listRepository(request, id)),
    inspect: (request, signal) => lookUp(signal, (api, id) => api.inspect(request, id)),
    fetchPicture: (url, signal) => lookUp(signal, (api, id) => api.fetchPicture(url, id)),
    begin: (request, onProgress) => call((api) => api.begin(request, proxy(onProgress))),
    resume: (packageId, onProgress) => call((api) => api.resume(packageId, proxy(onProgress))),
    pause: (packageId) => reach((api) => api.pause(packageId)),
    cancel: (packageId) => call((api) => api.cancel(packageId)),
    importPackage: (request, onProgress) => call((api) => api.importPackage(request, proxy(onProgress))),
    prepare: (request, onProgress) => call((api) => api.prepare(request, proxy(onProgress))),
    lenders: (request) => call((api) => api.lenders(request)),
    verify: (packageId, onProgress) => call((api) => api.verify(packageId, proxy(onProgress))),
    repair: (packageId, onProgress) => call((api) => api.repair(packageId, proxy(onProgress))),
    remove: (packageId) => call((api) => api.remove(packageId)),
    handles: (packageId) => call((api) => api.handles(packageId)),
    open: (packageId) => call((api) => api.open(packageId)),
  };
}
