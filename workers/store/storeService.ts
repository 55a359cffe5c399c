import type { Outcome } from '../protocol/engine';
import { Fault, reportFault } from '../protocol/faults';
import type { Loan } from '../protocol/loans';
import type { LocalFileHandle } from '../protocol/localFile';
import { holdsCheckpoint } from '../packages/checkpoint/byteFiles';
import type {
  DownloadRequest,
  FetchedPicture,
  ImportRequest,
  Inspection,
  InspectRequest,
  LenderRequest,
  SeveralModels,
  OnStoreProgress,
  OpenedPackage,
  PossibleLender,
  PrepareRequest,
  RepositoryListing,
  RepositoryRequest,
  StoreApi,
  StoredPackage,
  StoreProgress,
  StoreUsage,
  VerifyReport,
} from '../protocol/store';
import { memoryBudget } from '../packages/memoryBudget';
import { describePackage, isFileLost } from './describePackage';
import { folderName } from './disk/storedName';
import type { StoreDisk } from './disk/storeDisk';
import { downloadPackage, packageDone } from './download/downloadPackage';
import type { Network } from './download/network';
import { listRepository } from './hub';
import { fetchPicture } from './fetchPicture';
import { lenderOf } from './findLenders';
import { lendersOf, openLenders } from './keptLenders';
import { importPackage } from './import/importPackage';
import { inspectSource } from './inspectSource';
import { Jobs, type Job, type TryLock } from './jobs';
import type { FileHandles } from './linked/fileHandles';
import { handleName, openLinked } from './linked/linkedFile';
import { LookUps } from './lookUps';
import { blobSource } from './blobSource';
import { prepareCheckpoint } from './prepare';
import { ProgressMeter } from './progress';
import { readManifest } from './record/manifestSlots';
import { newRecord, type FileRecord, type PackageRecord } from './record/packageRecord';
import { RecordKeeper } from './record/recordKeeper';
import { requireDownloadable, sameDownload } from './sameDownload';
import { unknownPackage } from './storeFaults';
import { storeUsage } from './storeUsage';
import { forgetBad, verifyPackage } from './verifyPackage';

/** What the service is given: the browser's storage and network, or a test's. */
export interface StoreSurroundings {
  openDisk(): Promise<StoreDisk>;
  readonly network: Network;
  readonly tryLock: TryLock;
  /** Takes a lock and keeps it for good; false where that cannot be. */
  holdLock(name: string): Promise<boolean>;
  isPersisted(): Promise<boolean | null>;
  readonly blockBytes: number;
  /** As the browser tells it. */
  readonly deviceMemoryGiB?: number | undefined;
  /** Of files that stay where they are. */
  readonly handles: FileHandles;
}

/** The store's face in its worker; never throws. */
export class StoreService implements StoreApi {
  private readonly jobs: Jobs;
  private readonly lookUps = new LookUps();
  private opened: Promise<StoreDisk> | null = null;

  constructor(private readonly surroundings: StoreSurroundings) {
    this.jobs = new Jobs(surroundings.tryLock);
  }

  hold(lockName: string): Promise<boolean> {
    return this.surroundings.holdLock(lockName);
  }

  usage(): Promise<Outcome<StoreUsage>> {
    return outcome(async () => storeUsage(await this.disk(), () => this.surroundings.isPersisted()));
  }

  list(): Promise<Outcome<readonly StoredPackage[]>> {
    return outcome(async () => {
      const disk = await this.disk();
      const found = await Promise.all((await disk.folders()).map((folder) => this.describe(disk, folder)));
      return found.filter((one) => one !== null).sort((a, b) => a.title.localeCompare(b.title));
    });
  }

  listRepository(request: RepositoryRequest, lookUpId?: string): Promise<Outcome<RepositoryListing>> {
    return outcome(() => this.lookUps.run(lookUpId, (signal) => listRepository(this.surroundings.network, request, signal)));
  }

  inspect(request: InspectRequest, lookUpId?: string): Promise<Outcome<Inspection | SeveralModels>> {
    const open = (packageId: string): Promise<OpenedPackage> => this.openAlone(packageId);
    const memoryBytes = memoryBudget(request.device.provider, this.surroundings.deviceMemoryGiB);
    const here = { ...request, device: { ...request.device, memoryBytes } };
    return outcome(() => this.lookUps.run(lookUpId, (signal) => inspectSource(here, this.surroundings.network, open, signal)));
  }

  fetchPicture(url: string, lookUpId?: string): Promise<Outcome<FetchedPicture>> {
    return outcome(() => this.lookUps.run(lookUpId, (signal) => fetchPicture(this.surroundings.network, url, signal)));
  }

  async cancelLookUp(lookUpId: string): Promise<void> {
    this.lookUps.cancel(lookUpId);
  }

  begin(request: DownloadRequest, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>> {
    return this.job(request.id, request.title, 'downloading', async (job, disk, folder) => {
      requireDownloadable(request);
      const there = await RecordKeeper.open(disk, folder);
      if (there && !sameDownload(there.record, request))
        throw new Fault(
          'package-exists',
          `A package “${request.id}” is kept already, from another source or revision.`,
          'Remove it first, or give the new one another name.',
        );
      await this.download(
        job,
        there ?? (await RecordKeeper.create(disk, folder, newRecord(request, this.surroundings.blockBytes))),
        onProgress,
        false,
      );
    });
  }

  resume(packageId: string, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>> {
    return this.job(packageId, null, 'downloading', async (job, disk, folder) =>
      this.download(job, await openRecord(disk, folder, packageId), onProgress, false),
    );
  }

  pause(packageId: string): Promise<void> {
    return this.jobs.stop(packageId);
  }

  cancel(packageId: string): Promise<Outcome<null>> {
    return outcome(async () => {
      await this.jobs.stop(packageId);
      const disk = await this.disk();
      const there = await this.describe(disk, await folderName(packageId));
      if (there && there.state !== 'ready') await this.removeNow(disk, packageId);
      return null;
    });
  }

  importPackage(request: ImportRequest, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>> {
    return this.job(request.id, request.title, 'importing', async (job, disk, folder) => {
      if (await readManifest(disk, folder))
        throw new Fault(
          'package-exists',
          `A package “${request.id}” is kept already.`,
          'Remove it first, or give the new one another name.',
        );
      try {
        job.keeper = await importPackage(
          disk,
          folder,
          this.surroundings.handles,
          request,
          this.surroundings.blockBytes,
          this.meter(request.id, onProgress),
          job.signal,
        );
      } catch (thrown) {
        // An import cannot be gone on with: nothing of it stays.
        await disk.removeFolder(folder);
        await this.surroundings.handles.remove(`${folder}/`);
        throw thrown;
      }
    });
  }

  prepare(request: PrepareRequest, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>> {
    return this.job(request.packageId, null, 'preparing', async (job, disk, folder) => {
      const keeper = await openRecord(disk, folder, request.packageId);
      job.keeper = keeper;
      // What is added to models is brought to each of them when it is used.
      if (keeper.record.addOn) return;
      if (request.loans) {
        await openLenders(request.loans, (id) => this.openAlone(id));
        keeper.record.loans = request.loans.map(({ from, parts }) => ({ from, parts: [...parts] }));
        await keeper.save();
      }
      const opened = await this.openKept(request.packageId);
      const source = blobSource(opened);
      if (!holdsCheckpoint((await source.list()) ?? [])) return;
      const lenders = lendersOf(opened);
      await prepareCheckpoint(keeper, { source, lenders }, request, this.meter(request.packageId, onProgress), job.signal);
    });
  }

  lenders(request: LenderRequest): Promise<Outcome<readonly PossibleLender[]>> {
    return outcome(async () => {
      const kept = valueOf(await this.list()).filter(({ id, state }) => state === 'ready' && id !== request.borrower);
      // One that cannot be read lends nothing; that it is damaged is said where it stands.
      const found = await Promise.all(kept.map(async ({ id }) => lenderOf(await this.openAlone(id), request).catch(() => null)));
      return found.filter((one) => one !== null);
    });
  }

  verify(packageId: string, onProgress: OnStoreProgress): Promise<Outcome<VerifyReport>> {
    return outcome(async () => {
      const disk = await this.disk();
      const folder = await folderName(packageId);
      return this.jobs.run(packageId, await titleOf(disk, folder, packageId), 'checking', async (job) => {
        const keeper = await openRecord(disk, folder, packageId);
        job.keeper = keeper;
        const { bad, readBytes } = await this.check(job, keeper, onProgress);
        return { packageId, blockBytes: keeper.record.blockBytes, readBytes, bad };
      });
    });
  }

  repair(packageId: string, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>> {
    return this.job(packageId, null, 'checking', async (job, disk, folder) => {
      const keeper = await openRecord(disk, folder, packageId);
      job.keeper = keeper;
      const { bad } = await this.check(job, keeper, onProgress);
      if (bad.length > 0 && keeper.record.files.some((file) => file.url === null)) {
        throw new Fault(
          'package-invalid',
          `“${keeper.record.title}” was imported from your own files, and its damaged parts cannot be fetched.`,
          'Remove it and import it again.',
        );
      }
      forgetBad(keeper.record, bad);
      await keeper.save();
      await this.download(job, keeper, onProgress, true);
    });
  }

  remove(packageId: string): Promise<Outcome<null>> {
    return outcome(async () => {
      await this.jobs.stop(packageId);
      await this.removeNow(await this.disk(), packageId);
      return null;
    });
  }

  open(packageId: string): Promise<Outcome<OpenedPackage>> {
    return outcome(() => this.openKept(packageId));
  }

  handles(packageId: string): Promise<Outcome<readonly LocalFileHandle[]>> {
    return outcome(async () => {
      const disk = await this.disk();
      const { handles } = this.surroundings;
      const own = (await readManifest(disk, await folderName(packageId)))?.record;
      const found = await Promise.all(
        [packageId, ...(own?.loans ?? []).map(({ from }) => from)].map(async (id) => {
          const folder = await folderName(id);
          const linked = ((await readManifest(disk, folder))?.record.files ?? []).filter((file) => file.linked);
          return Promise.all(linked.map((file) => handles.get(handleName(folder, file))));
        }),
      );
      return found.flat().filter((handle) => handle !== null);
    });
  }

  /** A package with those that it borrows from. */
  private async openKept(packageId: string): Promise<OpenedPackage> {
    const { loans, ...opened } = await this.openAlone(packageId);
    if (!loans) return opened;
    const lenders = await Promise.all(
      loans.map(async (loan) => ({
        ...loan,
        package: await this.openAlone(loan.from).catch((thrown: unknown) => Promise.reject(lenderGone(opened.title, loan, thrown))),
      })),
    );
    return { ...opened, lenders };
  }

  private async openAlone(packageId: string): Promise<OpenedPackage & { readonly loans?: readonly Loan[] }> {
    const disk = await this.disk();
    const folder = await folderName(packageId);
    const record = (await readManifest(disk, folder))?.record;
    if (!record) throw unknownPackage(packageId);
    const onDisk = await disk.files(folder);
    // What was derived is made again where it is not there.
    const there = record.files.filter((file) => file.derived !== true || (file.state === 'complete' && !isFileLost(file, onDisk)));
    const { handles } = this.surroundings;
    const files = await Promise.all(there.map((file) => openFile({ disk, folder, handles }, record, file)));
    const { id, title, family, licence, checkpoint = null } = record;
    return { id, title, family, licence, files, checkpoint, ...(record.loans && record.loans.length > 0 && { loans: record.loans }) };
  }

  /** Runs a job and tells how the package is afterwards, also where the job was stopped. */
  private job(
    packageId: string,
    newTitle: string | null,
    kind: Job['kind'],
    work: (job: Job, disk: StoreDisk, folder: string) => Promise<void>,
  ): Promise<Outcome<StoredPackage>> {
    return outcome(async () => {
      const disk = await this.disk();
      const folder = await folderName(packageId);
      const title = newTitle ?? (await titleOf(disk, folder, packageId));
      let wasStopped = false;
      await this.jobs.run(packageId, title, kind, async (job) => {
        try {
          await work(job, disk, folder);
        } catch (thrown) {
          if (!job.signal.aborted) throw thrown;
          wasStopped = true;
        }
      });
      const described = await this.describe(disk, folder);
      if (described) return described;
      throw wasStopped ? new Fault('cancelled', `“${title}” was not taken in.`, 'Nothing was kept of it.') : unknownPackage(packageId);
    });
  }

  private async download(job: Job, keeper: RecordKeeper, onProgress: OnStoreProgress, repairing: boolean): Promise<void> {
    job.keeper = keeper;
    const { record, disk, folder } = keeper;
    const sizes = await disk.files(folder);
    forgetBad(
      record,
      record.files.filter((file) => isFileLost(file, sizes)).map(({ path, name }) => ({ path, blocks: [], lost: !sizes.has(name) })),
    );
    await downloadPackage({
      keeper,
      network: this.surroundings.network,
      meter: this.meter(record.id, onProgress),
      signal: job.signal,
      repairing,
    });
  }

  private async check(job: Job, keeper: RecordKeeper, onProgress: OnStoreProgress): Promise<Pick<VerifyReport, 'bad' | 'readBytes'>> {
    const meter = this.meter(keeper.record.id, onProgress);
    meter.enter('verify', 0, packageDone(keeper));
    let readBytes = 0;
    const open = (file: FileRecord): Promise<Blob | null> =>
      file.linked
        ? openLinked(this.surroundings.handles, keeper.folder, file, keeper.record.title)
        : keeper.disk.open(keeper.folder, file.name);
    const bad = await verifyPackage(open, keeper.record, job.signal, (bytes) => {
      readBytes += bytes;
      meter.set(readBytes);
    });
    return { bad, readBytes };
  }

  private async removeNow(disk: StoreDisk, packageId: string): Promise<void> {
    const folder = await folderName(packageId);
    await this.jobs.run(packageId, await titleOf(disk, folder, packageId), 'checking', async () => {
      // A folder whose record cannot be read is listed, and removed, by its own name.
      for (const name of (await disk.folders()).filter((one) => one === folder || one === packageId)) await disk.removeFolder(name);
      await this.surroundings.handles.remove(`${folder}/`);
    });
    this.jobs.forget(packageId);
  }

  /** Null where the folder is gone, or is only being made. */
  private async describe(disk: StoreDisk, folder: string): Promise<StoredPackage | null> {
    const found = (await readManifest(disk, folder))?.record ?? null;
    if (!found) return (await disk.files(folder)).size > 0 ? unreadable(folder) : null;
    const job = this.jobs.get(found.id);
    const record: PackageRecord = job?.keeper?.record ?? found;
    return describePackage(record, job ? null : await disk.files(folder), job?.kind ?? null, this.jobs.faultOf(found.id));
  }

  private meter(packageId: string, onProgress: OnStoreProgress): ProgressMeter {
    return new ProgressMeter(packageId, safely(onProgress), () => this.surroundings.network.now());
  }

  private disk(): Promise<StoreDisk> {
    this.opened ??= this.surroundings.openDisk();
    return this.opened;
  }
}

/** How a package is called in sentences. */
async function titleOf(disk: StoreDisk, folder: string, packageId: string): Promise<string> {
  return (await readManifest(disk, folder))?.record.title ?? packageId;
}

async function openRecord(disk: StoreDisk, folder: string, packageId: string): Promise<RecordKeeper> {
  const keeper = await RecordKeeper.open(disk, folder);
  if (!keeper) throw unknownPackage(packageId);
  return keeper;
}

async function openFile(
  { disk, folder, handles }: { readonly disk: StoreDisk; readonly folder: string; readonly handles: FileHandles },
  record: PackageRecord,
  file: PackageRecord['files'][number],
): Promise<OpenedPackage['files'][number]> {
  const { path, name, sizeBytes, foundSha256 } = file;
  const lies = (): Promise<Blob | null> => (file.linked ? openLinked(handles, folder, file, record.title) : disk.open(folder, name));
  const blob = file.state === 'complete' ? await lies() : null;
  if (!blob || sizeBytes === null || foundSha256 === null || blob.size !== sizeBytes) {
    throw new Fault(
      'package-missing-file',
      `“${record.title}” is not complete: “${path}” is missing or cut.`,
      'Resume its download, or repair it; an imported package has to be imported again.',
    );
  }
  return { path, sizeBytes, sha256: foundSha256, blob };
}

/** A folder with files but without a record that can be read. */
function unreadable(folder: string): StoredPackage {
  const fault = reportFault(
    new Fault('package-invalid', 'The record of this package cannot be read, so it cannot be used.', 'Remove it and get it again.'),
  );
  return {
    id: folder,
    title: folder,
    family: null,
    licence: null,
    origin: { kind: 'import', name: folder },
    state: 'damaged',
    files: [],
    doneBytes: 0,
    totalBytes: null,
    refetchable: false,
    notes: [],
    fault,
    checkpoint: null,
  };
}

function lenderGone(title: string, { parts }: Loan, cause: unknown): Fault {
  if (cause instanceof Fault && cause.code === 'file-permission') return cause;
  const words = parts.some((part) => part.startsWith('vae')) ? 'VAE' : 'text encoder';
  return new Fault(
    'package-missing-file',
    `“${title}” borrows its ${words} from a model that is no longer kept, or not complete.`,
    'Under Models, choose “Parts…” beside it and take the part from elsewhere.',
  );
}

function valueOf<T>(found: Outcome<T>): T {
  if (found.ok) return found.value;
  throw new Fault(found.fault.code, found.fault.message, found.fault.hint);
}

async function outcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, fault: reportFault(thrown) };
  }
}

/** Events cross to the window by promises; one that the window cannot take must not end the job. */
function safely(onProgress: (progress: StoreProgress) => unknown): OnStoreProgress {
  return (progress) => {
    void Promise.resolve(onProgress(progress)).catch(() => undefined);
  };
}
