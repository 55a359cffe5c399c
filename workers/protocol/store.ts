import type { AddOnFacts } from './addOns';
import type { CheckpointChoices } from './checkpoint';
import type { CapabilityReport, Outcome } from './engine';
import type { FaultReport } from './faults';
import type { ImportReport } from './importReport';
import type { LendablePart, Loan } from './loans';
import type { LocalFileHandle, LocalFolderHandle, LocalHandle } from './localFile';

/** A file that a package needs, where it comes from, and what is known of it before it is fetched. */
export interface WantedFile {
  /** Relative to the package, with forward slashes: `unet/model.onnx`. */
  readonly path: string;
  /** Absolute address. */
  readonly url: string;
  readonly sizeBytes: number | null;
  /** Digest of the content in lower-case hexadecimal digits, where the source tells it. */
  readonly sha256: string | null;
  /** Git's own digest of the file (SHA-1 over `blob SIZE\0` and the content): what a hub tells of its small files. */
  readonly gitSha1: string | null;
}

export type PackageOrigin =
  | { readonly kind: 'hub'; readonly baseUrl: string; readonly repository: string; readonly revision: string; readonly commit: string }
  | { readonly kind: 'url'; readonly baseUrl: string }
  | { readonly kind: 'import'; readonly name: string };

/** What is known of a package beside its files; shown. The store looks into what comes as of `poseFamily`, and interprets nothing else. */
export interface PackageLabel {
  /** Any text; unique among the packages kept. */
  readonly id: string;
  readonly title: string;
  readonly family: string | null;
  readonly licence: string | null;
  /** What it is where it is no model but is added to one. */
  readonly addOn?: AddOnFacts;
  /** True for a part alone (an autoencoder, a text encoder), which is kept only to lend. */
  readonly isPart?: boolean;
}

/** A model about to be taken in, with what was chosen for it. */
interface TakenModel extends PackageLabel {
  readonly choices?: CheckpointChoices;
  readonly loans?: readonly Loan[];
}

export interface DownloadRequest extends TakenModel {
  readonly origin: PackageOrigin;
  readonly files: readonly WantedFile[];
}

/** A file of this computer. With a handle, it stays where it is and is opened there again; else it is copied. */
export interface PickedFile {
  readonly path: string;
  readonly file: Blob;
  readonly handle?: LocalFileHandle;
}

/** Files of this computer. With the handle of the folder that their paths count from, they stay in it; else see each. */
export interface PickedFiles {
  readonly kind: 'files';
  readonly files: readonly PickedFile[];
  readonly inFolder?: LocalFolderHandle;
}

export interface ImportRequest extends TakenModel {
  /** How the folder or archive is called. */
  readonly name: string;
  readonly source: PickedFiles | { readonly kind: 'zip'; readonly file: Blob };
  /** A folder of it with a slash at its end, which alone is taken; `only` counts from there on. All of it where it is left out. */
  readonly folder?: string;
  /** The paths to keep, after a folder around everything was taken away; every file where it is left out. */
  readonly only?: readonly string[];
}

/**
 * `downloading`, `importing`, `checking`, `preparing`: a job of this worker is under way. `paused`: files are missing and can be
 * fetched. `damaged`: something that was there is gone or altered, or the content is not what the source promised.
 */
export type StoredState = 'downloading' | 'importing' | 'checking' | 'preparing' | 'paused' | 'ready' | 'damaged';

export interface StoredFileInfo {
  readonly path: string;
  readonly sizeBytes: number | null;
  readonly doneBytes: number;
  /** Of the verified content; null until the file is complete. */
  readonly sha256: string | null;
  /** Whether the source had promised a digest, with which the content was compared. */
  readonly promised: boolean;
  readonly state: 'wanted' | 'complete' | 'mismatched' | 'lost';
  /** The file or folder outside the browser's storage in which it stays; absent where it was copied. */
  readonly stays?: { readonly name: string; readonly kind: 'file' | 'folder' };
}

export interface StoredPackage extends PackageLabel {
  readonly origin: PackageOrigin;
  readonly state: StoredState;
  readonly files: readonly StoredFileInfo[];
  readonly doneBytes: number;
  /** Null while the length of a file is not known. */
  readonly totalBytes: number | null;
  /** True where missing or bad blocks can be fetched again. */
  readonly refetchable: boolean;
  /** What a person should know, in sentences: a server that gives no parts, a source without digests. */
  readonly notes: readonly string[];
  /** Why the last job on it failed, in this session; null where it did not. */
  readonly fault: FaultReport | null;
  /** What was chosen for a checkpoint; null for packages of graphs, and before anything was. */
  readonly checkpoint: CheckpointChoices | null;
  /** What it takes from other kept models; absent where it takes nothing. */
  readonly loans?: readonly Loan[];
}

/** `ask`: lengths are asked for; `check`: what is on disk already is read again. */
export type StoreStage = 'ask' | 'check' | 'download' | 'import' | 'verify' | 'prepare' | 'done';

export interface StoreProgress {
  readonly packageId: string;
  readonly stage: StoreStage;
  /** In `ask`, `download` and `import`: bytes on disk; in `check` and `verify`: bytes read again. */
  readonly doneBytes: number;
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
}

export interface BadBlocks {
  readonly path: string;
  /** Indices of blocks of `blockBytes` whose content is not what was stored; empty where the whole file is lost or mismatched. */
  readonly blocks: readonly number[];
  readonly lost: boolean;
}

export interface VerifyReport {
  readonly packageId: string;
  readonly blockBytes: number;
  readonly readBytes: number;
  readonly bad: readonly BadBlocks[];
}

/** Where the disk went. */
export interface StoreUsage {
  readonly kind: 'disk' | 'memory';
  /** Why packages are kept in memory only, in a sentence; null on disk. */
  readonly reason: string | null;
  /** Largest first. */
  readonly packages: readonly { readonly id: string; readonly title: string; readonly sizeBytes: number }[];
  readonly packagesBytes: number;
  /** Everything of this origin, the project included; null where the browser does not say. */
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  /** Whether the browser has promised not to evict; null where it does not say. */
  readonly persisted: boolean | null;
}

/** A complete package's files, which may be handed to another worker: those on disk are read there when they are needed. */
export interface OpenedPackage extends PackageLabel {
  readonly files: readonly { readonly path: string; readonly sizeBytes: number; readonly sha256: string; readonly blob: Blob }[];
  readonly checkpoint: CheckpointChoices | null;
  /** Those from which it takes parts, opened too. */
  readonly lenders?: readonly (Loan & { readonly package: OpenedPackage })[];
}

/** What a model looks for among those kept. */
export interface LenderRequest {
  readonly parts: readonly LendablePart[];
  /** Whose latents and texts it takes. */
  readonly family: ImportReport['family'];
  /** The one that looks, which cannot lend to itself; null before it is kept. */
  readonly borrower: string | null;
  /** Whether it is a package of graphs, which borrows from either kind; a checkpoint borrows from weights. */
  readonly form: 'graphs' | 'weights';
  readonly device: InspectRequest['device'];
}

/** A kept model that can lend what was asked for. */
export interface PossibleLender {
  readonly id: string;
  readonly title: string;
  readonly parts: readonly LendablePart[];
  readonly sizeBytes: number | null;
  /** Nothing tells whose latents its autoencoder makes. */
  readonly isGuess: boolean;
}

/** How a kept checkpoint is to be made ready. */
export interface PrepareRequest {
  readonly packageId: string;
  readonly device: Pick<CapabilityReport, 'provider' | 'shaderF16'>;
  readonly choices: CheckpointChoices;
  /** What it takes from other kept models; as it was where it is left out. */
  readonly loans?: readonly Loan[];
}

export interface RepositoryRequest {
  /** Address of the hub without a path, `https://huggingface.co`. */
  readonly baseUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Branch, tag or commit. */
  readonly revision: string;
}

/** By what a hub knows a person; sent to that origin alone. */
export interface AccessToken {
  /** `https://huggingface.co`. */
  readonly origin: string;
  readonly token: string;
}

export interface RepositorySearch {
  /** Address of the hub without a path. */
  readonly baseUrl: string;
  /** Words of a name, 1…200 characters. */
  readonly text: string;
}

/** What a hub answers to a search. */
export interface FoundRepository {
  /** `owner/name`. */
  readonly repository: string;
  readonly kind: 'model' | 'graphs' | 'lora' | 'controlnet' | 'embedding';
  /** In the last month, as the hub counts; null where it does not say. */
  readonly downloads: number | null;
  readonly licence: string | null;
  /** Whether the files are given out only to people who have agreed to terms. */
  readonly gated: boolean;
}

export interface RepositoryListing extends RepositoryRequest {
  /** The commit that `revision` stands for; every address of `files` is pinned to it. */
  readonly commit: string;
  readonly licence: string | null;
  /** Whether the files are given out only to people who have agreed to terms. */
  readonly gated: boolean;
  readonly files: readonly WantedFile[];
  /** The folder of the repository that is meant, with a slash at its end; paths are relative to it. All of it where it is left out. */
  readonly folder?: string;
}

/** A package to be looked into: one that is kept, one about to be imported, or one at an address. */
export type InspectedSource =
  | { readonly kind: 'kept'; readonly packageId: string }
  | ({ readonly name: string } & ImportRequest['source'])
  | { readonly kind: 'repository'; readonly listing: RepositoryListing }
  /** An address ending in a slash, with `files.json` or `model_index.json`, since it cannot be listed; or that of a file of weights. */
  | { readonly kind: 'url'; readonly baseUrl: string };

export interface InspectRequest {
  readonly source: InspectedSource;
  /** What the package would run on. */
  readonly device: Pick<CapabilityReport, 'provider' | 'shaderF16' | 'jspi'> & {
    /** What its sessions may take together, in bytes; the store adds it. */
    readonly memoryBytes?: number;
  };
  /** A precision for every part that has it, or a file's path for a part (`unet`); the device decides about the rest. */
  readonly wishes?: {
    readonly precision?: 'fp32' | 'fp16' | 'q4' | 'q4f16' | 'bnb4' | 'int8';
    readonly graphs?: Readonly<Record<string, string>>;
  };
  /** What was chosen for a checkpoint so far. */
  readonly checkpoint?: CheckpointChoices;
  /** What it is to take from kept models. */
  readonly loans?: readonly Loan[];
  /** Which of several models that lie side by side, by its name in `SeveralModels`. */
  readonly model?: string;
}

/** There is more than one model, and nobody has said which is meant. */
export interface SeveralModels {
  /** Folders or files; “.” is what lies at the top. */
  readonly models: readonly string[];
}

export interface Inspection {
  readonly report: ImportReport;
  /** The paths that the package needs here, to be downloaded or imported. */
  readonly needed: readonly string[];
  /** The folder from which on the paths of `needed` count, with a slash at its end; left out where that is the whole source. */
  readonly folder?: string;
  /** What those files take unpacked, in bytes; null where it is not known of all of them. */
  readonly neededBytes?: number | null;
  /** For an address: those files as a download asks for them. */
  readonly wanted?: readonly WantedFile[];
}

/** A picture from an address that a person dropped or pasted. */
export interface FetchedPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The last part of its address, for a title. */
  readonly name: string;
}

export type OnStoreProgress = (progress: StoreProgress) => void;

/**
 * The store worker's face, exposed with comlink. Jobs on different packages may run beside each other; of one package
 * there is one at a time, over all tabs. A job that is paused is no fault: its outcome is the package as it then is.
 */
export interface StoreApi {
  /** Takes the Web Lock of that name and keeps it until the worker dies, so that the window notices. */
  hold(lockName: string): Promise<boolean>;
  usage(): Promise<Outcome<StoreUsage>>;
  /** Compares the sizes of everything on disk, so that what the browser has evicted is noticed. */
  list(): Promise<Outcome<readonly StoredPackage[]>>;
  /** From now on requests to these origins carry these tokens, and no others do. Held in memory only. */
  holdTokens(tokens: readonly AccessToken[]): Promise<Outcome<null>>;
  /** Repositories whose names meet a text, 20 at most. Fetches no file. */
  searchRepositories(request: RepositorySearch, lookUpId?: string): Promise<Outcome<readonly FoundRepository[]>>;
  /** The files of a repository at a revision. Fetches no file. */
  listRepository(request: RepositoryRequest, lookUpId?: string): Promise<Outcome<RepositoryListing>>;
  /**
   * What a package is and what can be done with it, from its small files and the heads of its graphs; keeps nothing. Where there are
   * several models and none was named, it says which there are.
   */
  inspect(request: InspectRequest, lookUpId?: string): Promise<Outcome<Inspection | SeveralModels>>;
  /** A file at an address, which need not be a picture, as far as its host lets other sites read it. */
  fetchPicture(url: string, lookUpId?: string): Promise<Outcome<FetchedPicture>>;
  /** Ends a look-up that was given this id; its outcome is a fault `cancelled`. */
  cancelLookUp(lookUpId: string): Promise<void>;
  /** Begins a download, or goes on with one of the same id and files. Settles when it is complete, paused or failed. */
  begin(request: DownloadRequest, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>>;
  resume(packageId: string, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>>;
  /** Ends the job on a package, keeps what it has; returns when nothing is written any more. */
  pause(packageId: string): Promise<void>;
  /** Ends the job on a package and removes what it has fetched; a package that is complete is left alone. */
  cancel(packageId: string): Promise<Outcome<null>>;
  importPackage(request: ImportRequest, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>>;
  /**
   * Keeps what was chosen for a model and what it borrows, and writes what it then needs beside its weights: quantised layers, types
   * that no runtime takes. A job that was broken off goes on where it was.
   */
  prepare(request: PrepareRequest, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>>;
  /** The kept models that can lend what a model lacks, from their headers and configurations. */
  lenders(request: LenderRequest): Promise<Outcome<readonly PossibleLender[]>>;
  /** Reads every block and compares its digest with the one recorded. */
  verify(packageId: string, onProgress: OnStoreProgress): Promise<Outcome<VerifyReport>>;
  /** Verifies, fetches the bad blocks again and nothing else, and verifies the files as wholes. */
  repair(packageId: string, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>>;
  remove(packageId: string): Promise<Outcome<null>>;
  /** Handles on the files outside the browser's storage that a package, or one that it borrows from, stays in. */
  handles(packageId: string): Promise<Outcome<readonly LocalHandle[]>>;
  /** The files of a complete package. Throws nothing half-written over the border: an incomplete package is a fault. */
  open(packageId: string): Promise<Outcome<OpenedPackage>>;
}
