import { proxy, type Remote } from 'comlink';
import type { Outcome } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import type { LocalHandle } from '../../workers/protocol/localFile';
import type {
  AccessToken,
  DownloadRequest,
  FetchedPicture,
  FoundRepository,
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
  RepositorySearch,
  SeveralModels,
  StoreApi,
  StoredPackage,
  StoreUsage,
  VerifyReport,
} from '../../workers/protocol/store';
import { startStoreWorker, type StoreWorkerHandle } from './storeWorkerHandle';
import { WorkerLink } from './workerLink';
import { tr } from '../../workers/texts/texts';

/** The window's side of the store: the worker starts with the first call and again after it died; every rejection is a `Fault`. */
export interface StoreClient {
  usage(): Promise<StoreUsage>;
  list(): Promise<readonly StoredPackage[]>;
  searchRepositories(request: RepositorySearch, signal?: AbortSignal): Promise<readonly FoundRepository[]>;
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
  handles(packageId: string): Promise<readonly LocalHandle[]>;
  open(packageId: string): Promise<OpenedPackage>;
}

type Api = Remote<StoreApi>;

const noTokens: readonly AccessToken[] = [];

/** What a worker of the store was told last. */
interface Told {
  tokens: readonly AccessToken[];
}

/**
 * @param tokens those to be used now, asked for before whatever may reach a network; the same list for as long as nothing changes
 */
export function createStoreClient(
  startWorker: () => StoreWorkerHandle = startStoreWorker,
  tokens: () => readonly AccessToken[] = () => noTokens,
): StoreClient {
  const link = new WorkerLink<StoreApi, Told>(startWorker, () => ({ tokens: noTokens }));
  const reach = <T>(ask: (api: Api) => Promise<T>): Promise<T> => link.ask(({ api }) => ask(api));
  const call = <T>(ask: (api: Api) => Promise<Outcome<T>>): Promise<T> => link.call(({ api }) => ask(api));
  // A worker that was started anew knows no token.
  const online = <T>(ask: (api: Api) => Promise<Outcome<T>>): Promise<T> =>
    link.call(async ({ api, held }) => {
      const now = tokens();
      if (held.tokens !== now) {
        const told = await api.holdTokens([...now]);
        if (!told.ok) return told;
        held.tokens = now;
      }
      return ask(api);
    });
  const lookUp = async <T>(signal: AbortSignal | undefined, ask: (api: Api, id: string) => Promise<Outcome<T>>): Promise<T> => {
    const id = crypto.randomUUID();
    const cancel = (): void => void reach((api) => api.cancelLookUp(id)).catch(() => undefined);
    if (signal?.aborted) throw new Fault('cancelled', tr`This was cancelled.`, tr`Nothing was fetched.`);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await online((api) => ask(api, id));
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  };
  return {
    usage: () => call((api) => api.usage()),
    list: () => call((api) => api.list()),
    searchRepositories: (request, signal) => lookUp(signal, (api, id) => api.searchRepositories(request, id)),
    listRepository: (request, signal) => lookUp(signal, (api, id) => api.listRepository(request, id)),
    inspect: (request, signal) => lookUp(signal, (api, id) => api.inspect(request, id)),
    fetchPicture: (url, signal) => lookUp(signal, (api, id) => api.fetchPicture(url, id)),
    begin: (request, onProgress) => online((api) => api.begin(request, proxy(onProgress))),
    resume: (packageId, onProgress) => online((api) => api.resume(packageId, proxy(onProgress))),
    pause: (packageId) => reach((api) => api.pause(packageId)),
    cancel: (packageId) => call((api) => api.cancel(packageId)),
    importPackage: (request, onProgress) => call((api) => api.importPackage(request, proxy(onProgress))),
    prepare: (request, onProgress) => call((api) => api.prepare(request, proxy(onProgress))),
    lenders: (request) => call((api) => api.lenders(request)),
    verify: (packageId, onProgress) => call((api) => api.verify(packageId, proxy(onProgress))),
    repair: (packageId, onProgress) => online((api) => api.repair(packageId, proxy(onProgress))),
    remove: (packageId) => call((api) => api.remove(packageId)),
    handles: (packageId) => call((api) => api.handles(packageId)),
    open: (packageId) => call((api) => api.open(packageId)),
  };
}
