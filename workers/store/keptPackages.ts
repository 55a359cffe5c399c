import { Fault, reportFault } from '../protocol/faults';
import type { Loan } from '../protocol/loans';
import type { LocalHandle } from '../protocol/localFile';
import type { LenderRequest, OpenedPackage, PossibleLender, StoredPackage } from '../protocol/store';
import { describePackage, isFileLost } from './describePackage';
import type { StoreDisk } from './disk/storeDisk';
import { folderName } from './disk/storedName';
import { lenderOf } from './findLenders';
import type { Jobs } from './jobs';
import { handleName, openLinked } from './linked/linkedFile';
import { readManifest } from './record/manifestSlots';
import type { PackageRecord } from './record/packageRecord';
import { unknownPackage } from './storeFaults';
import type { StoreSurroundings } from './storeSurroundings';
import { tr } from '../texts/texts';

/** The packages as they lie on disk: described, and opened with those that they borrow from. Nothing is written. */
export class KeptPackages {
  private opened: Promise<StoreDisk> | null = null;

  constructor(
    private readonly surroundings: Pick<StoreSurroundings, 'openDisk' | 'handles'>,
    private readonly jobs: Jobs,
  ) {}

  disk(): Promise<StoreDisk> {
    this.opened ??= this.surroundings.openDisk();
    return this.opened;
  }

  /** All of them by their titles. */
  async list(): Promise<readonly StoredPackage[]> {
    const folders = await (await this.disk()).folders();
    const found = await Promise.all(folders.map((folder) => this.describe(folder)));
    return found.filter((one) => one !== null).sort((a, b) => a.title.localeCompare(b.title));
  }

  /** Null where the folder is gone, or is only being made. */
  async describe(folder: string): Promise<StoredPackage | null> {
    const disk = await this.disk();
    const found = (await readManifest(disk, folder))?.record ?? null;
    if (!found) return (await disk.files(folder)).size > 0 ? unreadable(folder) : null;
    const job = this.jobs.get(found.id);
    const record: PackageRecord = job?.keeper?.record ?? found;
    return describePackage(record, job ? null : await disk.files(folder), job?.kind ?? null, this.jobs.faultOf(found.id));
  }

  /** How a package is called in sentences. */
  async titleOf(packageId: string): Promise<string> {
    return (await readManifest(await this.disk(), await folderName(packageId)))?.record.title ?? packageId;
  }

  /** A package with those that it borrows from. @throws Fault package-missing-file, file-permission */
  async open(packageId: string): Promise<OpenedPackage> {
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

  /** A package by itself, and what it borrows. @throws Fault package-missing-file, file-permission */
  async openAlone(packageId: string): Promise<OpenedPackage & { readonly loans?: readonly Loan[] }> {
    const disk = await this.disk();
    const folder = await folderName(packageId);
    const record = (await readManifest(disk, folder))?.record;
    if (!record) throw unknownPackage(packageId);
    const onDisk = await disk.files(folder);
    // What was derived is made again where it is not there.
    const there = record.files.filter((file) => file.derived !== true || (file.state === 'complete' && !isFileLost(file, onDisk)));
    const files = await Promise.all(there.map((file) => this.openFile(disk, folder, record, file)));
    const { id, title, family, licence, checkpoint = null } = record;
    return { id, title, family, licence, files, checkpoint, ...(record.loans && record.loans.length > 0 && { loans: record.loans }) };
  }

  private async openFile(
    disk: StoreDisk,
    folder: string,
    record: PackageRecord,
    file: PackageRecord['files'][number],
  ): Promise<OpenedPackage['files'][number]> {
    const { path, name, sizeBytes, foundSha256 } = file;
    const lies = (): Promise<Blob | null> =>
      file.linked ? openLinked(this.surroundings.handles, folder, file, record.title) : disk.open(folder, name);
    const blob = file.state === 'complete' ? await lies() : null;
    if (!blob || sizeBytes === null || foundSha256 === null || blob.size !== sizeBytes) {
      throw new Fault(
        'package-missing-file',
        tr`“${record.title}” is not complete: “${path}” is missing or cut.`,
        tr`Resume its download, or repair it; an imported package has to be imported again.`,
      );
    }
    return { path, sizeBytes, sha256: foundSha256, blob };
  }

  /** The kept packages that can lend what is asked for. */
  async lenders(request: LenderRequest): Promise<readonly PossibleLender[]> {
    const kept = (await this.list()).filter(({ id, state }) => state === 'ready' && id !== request.borrower);
    // One that cannot be read lends nothing; that it is damaged is said where it stands.
    const found = await Promise.all(kept.map(async ({ id }) => lenderOf(await this.openAlone(id), request).catch(() => null)));
    return found.filter((one) => one !== null);
  }

  /** The handles of the files and folders outside the browser's storage that a package and its lenders need. */
  async handles(packageId: string): Promise<readonly LocalHandle[]> {
    const disk = await this.disk();
    const own = (await readManifest(disk, await folderName(packageId)))?.record;
    const found = await Promise.all(
      [packageId, ...(own?.loans ?? []).map(({ from }) => from)].map(async (id) => {
        const folder = await folderName(id);
        const linked = ((await readManifest(disk, folder))?.record.files ?? []).filter((file) => file.linked);
        // Files that stay in one folder share its handle: it is asked for once.
        const names = new Set(linked.map((file) => handleName(folder, file)));
        return Promise.all([...names].map((name) => this.surroundings.handles.get(name)));
      }),
    );
    return found.flat().filter((handle) => handle !== null);
  }
}

/** A folder with files but without a record that can be read. */
function unreadable(folder: string): StoredPackage {
  const fault = reportFault(
    new Fault('package-invalid', tr`The record of this package cannot be read, so it cannot be used.`, tr`Remove it and get it again.`),
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
  const words = parts.some((part) => part.startsWith('vae')) ? 'VAE' : tr`text encoder`;
  return new Fault(
    'package-missing-file',
    tr`“${title}” borrows its ${words} from a model that is no longer kept, or not complete.`,
    tr`Under Models, choose “Parts…” beside it and take the part from elsewhere.`,
  );
}
