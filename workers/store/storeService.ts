import type { Outcome } from '../protocol/engine';
import type { LocalHandle } from '../protocol/localFile';
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
} from '../protocol/store';
import { memoryBudget } from '../packages/memoryBudget';
import { AccessTokens } from './accessTokens';
import { fetchPicture } from './fetchPicture';
import { listRepository } from './hub';
import { searchRepositories } from './hubSearch';
import { inspectSource } from './inspectSource';
import { Jobs } from './jobs';
import { KeptPackages } from './keptPackages';
import { LookUps } from './lookUps';
import { outcome } from './outcome';
import { PackageJobs } from './packageJobs';
import type { StoreSurroundings } from './storeSurroundings';
import { storeUsage } from './storeUsage';

/** The store's face in its worker; never throws. */
export class StoreService implements StoreApi {
  private readonly lookUps = new LookUps();
  private readonly jobs: Jobs;
  private readonly kept: KeptPackages;
  private readonly work: PackageJobs;

  private readonly tokens = new AccessTokens();
  private readonly surroundings: StoreSurroundings;

  constructor(surroundings: StoreSurroundings) {
    this.surroundings = { ...surroundings, network: this.tokens.over(surroundings.network) };
    this.jobs = new Jobs(surroundings.tryLock);
    this.kept = new KeptPackages(this.surroundings, this.jobs);
    this.work = new PackageJobs(this.surroundings, this.kept, this.jobs);
  }

  hold(lockName: string): Promise<boolean> {
    return this.surroundings.holdLock(lockName);
  }

  usage(): Promise<Outcome<StoreUsage>> {
    return outcome(async () => storeUsage(await this.kept.disk(), () => this.surroundings.isPersisted()));
  }

  list(): Promise<Outcome<readonly StoredPackage[]>> {
    return outcome(() => this.kept.list());
  }

  holdTokens(tokens: readonly AccessToken[]): Promise<Outcome<null>> {
    return outcome(async () => {
      this.tokens.hold(tokens);
      return null;
    });
  }

  searchRepositories(request: RepositorySearch, lookUpId?: string): Promise<Outcome<readonly FoundRepository[]>> {
    return this.lookUp(lookUpId, (signal) => searchRepositories(this.surroundings.network, request, signal));
  }

  listRepository(request: RepositoryRequest, lookUpId?: string): Promise<Outcome<RepositoryListing>> {
    return this.lookUp(lookUpId, (signal) => listRepository(this.surroundings.network, request, signal));
  }

  inspect(request: InspectRequest, lookUpId?: string): Promise<Outcome<Inspection | SeveralModels>> {
    const open = (packageId: string): Promise<OpenedPackage> => this.kept.openAlone(packageId);
    const memoryBytes = memoryBudget(request.device.provider, this.surroundings.deviceMemoryGiB);
    const here = { ...request, device: { ...request.device, memoryBytes } };
    return this.lookUp(lookUpId, (signal) => inspectSource(here, this.surroundings.network, open, signal));
  }

  fetchPicture(url: string, lookUpId?: string): Promise<Outcome<FetchedPicture>> {
    return this.lookUp(lookUpId, (signal) => fetchPicture(this.surroundings.network, url, signal));
  }

  async cancelLookUp(lookUpId: string): Promise<void> {
    this.lookUps.cancel(lookUpId);
  }

  begin(request: DownloadRequest, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>> {
    return outcome(() => this.work.begin(request, onProgress));
  }

  resume(packageId: string, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>> {
    return outcome(() => this.work.resume(packageId, onProgress));
  }

  pause(packageId: string): Promise<void> {
    return this.jobs.stop(packageId);
  }

  cancel(packageId: string): Promise<Outcome<null>> {
    return outcome(() => this.work.cancel(packageId));
  }

  importPackage(request: ImportRequest, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>> {
    return outcome(() => this.work.importPackage(request, onProgress));
  }

  prepare(request: PrepareRequest, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>> {
    return outcome(() => this.work.prepare(request, onProgress));
  }

  lenders(request: LenderRequest): Promise<Outcome<readonly PossibleLender[]>> {
    return outcome(() => this.kept.lenders(request));
  }

  verify(packageId: string, onProgress: OnStoreProgress): Promise<Outcome<VerifyReport>> {
    return outcome(() => this.work.verify(packageId, onProgress));
  }

  repair(packageId: string, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>> {
    return outcome(() => this.work.repair(packageId, onProgress));
  }

  remove(packageId: string): Promise<Outcome<null>> {
    return outcome(() => this.work.remove(packageId));
  }

  open(packageId: string): Promise<Outcome<OpenedPackage>> {
    return outcome(() => this.kept.open(packageId));
  }

  handles(packageId: string): Promise<Outcome<readonly LocalHandle[]>> {
    return outcome(() => this.kept.handles(packageId));
  }

  private lookUp<T>(lookUpId: string | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<Outcome<T>> {
    return outcome(() => this.lookUps.run(lookUpId, work));
  }
}
