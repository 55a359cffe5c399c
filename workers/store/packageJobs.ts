import { Fault } from '../protocol/faults';
import type {
  DownloadRequest,
  ImportRequest,
  OnStoreProgress,
  PrepareRequest,
  StoredPackage,
  StoreProgress,
  VerifyReport,
} from '../protocol/store';
import { holdsCheckpoint } from '../packages/checkpoint/byteFiles';
import { blobSource } from './blobSource';
import { isFileLost } from './describePackage';
import { folderName } from './disk/storedName';
import type { StoreDisk } from './disk/storeDisk';
import { downloadPackage, packageDone } from './download/downloadPackage';
import { importPackage } from './import/importPackage';
import type { Job, Jobs } from './jobs';
import { lendersOf, openLenders } from './keptLenders';
import type { KeptPackages } from './keptPackages';
import { openLinked } from './linked/linkedFile';
import { prepareCheckpoint } from './prepare';
import { ProgressMeter } from './progress';
import { readManifest } from './record/manifestSlots';
import { newRecord, type FileRecord } from './record/packageRecord';
import { RecordKeeper } from './record/recordKeeper';
import { requireDownloadable, sameDownload } from './sameDownload';
import { unknownPackage } from './storeFaults';
import type { StoreSurroundings } from './storeSurroundings';
import { forgetBad, verifyPackage } from './verifyPackage';
import { tr } from '../texts/texts';

/** What is done to packages, one job at a time for each: fetched, copied in, prepared, checked, repaired, removed. */
export class PackageJobs {
  constructor(
    private readonly surroundings: Pick<StoreSurroundings, 'network' | 'handles' | 'blockBytes'>,
    private readonly kept: KeptPackages,
    private readonly jobs: Jobs,
  ) {}

  begin(request: DownloadRequest, onProgress: OnStoreProgress): Promise<StoredPackage> {
    return this.job(request.id, request.title, 'downloading', async (job, disk, folder) => {
      requireDownloadable(request);
      const there = await RecordKeeper.open(disk, folder);
      if (there && !sameDownload(there.record, request))
        throw new Fault(
          'package-exists',
          tr`A package “${request.id}” is kept already, from another source or revision.`,
          tr`Remove it first, or give the new one another name.`,
        );
      await this.download(
        job,
        there ?? (await RecordKeeper.create(disk, folder, newRecord(request, this.surroundings.blockBytes))),
        onProgress,
        false,
      );
    });
  }

  resume(packageId: string, onProgress: OnStoreProgress): Promise<StoredPackage> {
    return this.job(packageId, null, 'downloading', async (job, disk, folder) =>
      this.download(job, await openRecord(disk, folder, packageId), onProgress, false),
    );
  }

  importPackage(request: ImportRequest, onProgress: OnStoreProgress): Promise<StoredPackage> {
    return this.job(request.id, request.title, 'importing', async (job, disk, folder) => {
      if (await readManifest(disk, folder))
        throw new Fault(
          'package-exists',
          tr`A package “${request.id}” is kept already.`,
          tr`Remove it first, or give the new one another name.`,
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

  prepare(request: PrepareRequest, onProgress: OnStoreProgress): Promise<StoredPackage> {
    return this.job(request.packageId, null, 'preparing', async (job, disk, folder) => {
      const keeper = await openRecord(disk, folder, request.packageId);
      job.keeper = keeper;
      // What is added to models is brought to each of them when it is used.
      if (keeper.record.addOn) return;
      if (request.loans) {
        await openLenders(request.loans, (id) => this.kept.openAlone(id));
        keeper.record.loans = request.loans.map(({ from, parts }) => ({ from, parts: [...parts] }));
        await keeper.save();
      }
      const opened = await this.kept.open(request.packageId);
      const source = blobSource(opened);
      if (!holdsCheckpoint((await source.list()) ?? [])) return;
      const lenders = lendersOf(opened);
      await prepareCheckpoint(keeper, { source, lenders }, request, this.meter(request.packageId, onProgress), job.signal);
    });
  }

  async verify(packageId: string, onProgress: OnStoreProgress): Promise<VerifyReport> {
    const disk = await this.kept.disk();
    const folder = await folderName(packageId);
    return this.jobs.run(packageId, await this.kept.titleOf(packageId), 'checking', async (job) => {
      const keeper = await openRecord(disk, folder, packageId);
      job.keeper = keeper;
      const { bad, readBytes } = await this.check(job, keeper, onProgress);
      return { packageId, blockBytes: keeper.record.blockBytes, readBytes, bad };
    });
  }

  repair(packageId: string, onProgress: OnStoreProgress): Promise<StoredPackage> {
    return this.job(packageId, null, 'checking', async (job, disk, folder) => {
      const keeper = await openRecord(disk, folder, packageId);
      job.keeper = keeper;
      const { bad } = await this.check(job, keeper, onProgress);
      if (bad.length > 0 && keeper.record.files.some((file) => file.url === null)) {
        throw new Fault(
          'package-invalid',
          tr`“${keeper.record.title}” was imported from your own files, and its damaged parts cannot be fetched.`,
          tr`Remove it and import it again.`,
        );
      }
      forgetBad(keeper.record, bad);
      await keeper.save();
      await this.download(job, keeper, onProgress, true);
    });
  }

  /** Ends the job on a package and removes what it has fetched; a package that is complete is left alone. */
  async cancel(packageId: string): Promise<null> {
    await this.jobs.stop(packageId);
    const there = await this.kept.describe(await folderName(packageId));
    if (there && there.state !== 'ready') await this.removeNow(packageId);
    return null;
  }

  async remove(packageId: string): Promise<null> {
    await this.jobs.stop(packageId);
    await this.removeNow(packageId);
    return null;
  }

  private async removeNow(packageId: string): Promise<void> {
    const disk = await this.kept.disk();
    const folder = await folderName(packageId);
    await this.jobs.run(packageId, await this.kept.titleOf(packageId), 'checking', async () => {
      // A folder whose record cannot be read is listed, and removed, by its own name.
      for (const name of (await disk.folders()).filter((one) => one === folder || one === packageId)) await disk.removeFolder(name);
      await this.surroundings.handles.remove(`${folder}/`);
    });
    this.jobs.forget(packageId);
  }

  /** Runs a job and tells how the package is afterwards, also where the job was stopped. */
  private async job(
    packageId: string,
    newTitle: string | null,
    kind: Job['kind'],
    work: (job: Job, disk: StoreDisk, folder: string) => Promise<void>,
  ): Promise<StoredPackage> {
    const disk = await this.kept.disk();
    const folder = await folderName(packageId);
    const title = newTitle ?? (await this.kept.titleOf(packageId));
    let wasStopped = false;
    await this.jobs.run(packageId, title, kind, async (job) => {
      try {
        await work(job, disk, folder);
      } catch (thrown) {
        if (!job.signal.aborted) throw thrown;
        wasStopped = true;
      }
    });
    const described = await this.kept.describe(folder);
    if (described) return described;
    throw wasStopped ? new Fault('cancelled', tr`“${title}” was not taken in.`, tr`Nothing was kept of it.`) : unknownPackage(packageId);
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

  private meter(packageId: string, onProgress: OnStoreProgress): ProgressMeter {
    return new ProgressMeter(packageId, safely(onProgress), () => this.surroundings.network.now());
  }
}

async function openRecord(disk: StoreDisk, folder: string, packageId: string): Promise<RecordKeeper> {
  const keeper = await RecordKeeper.open(disk, folder);
  if (!keeper) throw unknownPackage(packageId);
  return keeper;
}

/** Events cross to the window by promises; one that the window cannot take must not end the job. */
function safely(onProgress: (progress: StoreProgress) => unknown): OnStoreProgress {
  return (progress) => {
    void Promise.resolve(onProgress(progress)).catch(() => undefined);
  };
}
