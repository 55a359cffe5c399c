import type { CapabilityReport, Outcome } from './engine';
import type { FaultReport } from './faults';
import type { ImportReport } from './importReport';

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

/** What is known of a package beside its files; shown, never interpreted by the store. */
export interface PackageLabel {
  /** Any text; unique among the packages kept. */
  readonly id: string;
  readonly title: string;
  readonly family: string | null;
  readonly licence: string | null;
}

export interface DownloadRequest extends PackageLabel {
  readonly origin: PackageOrigin;
  readonly files: readonly WantedFile[];
}

export interface ImportRequest extends PackageLabel {
  /** How the folder or archive is called. */
  readonly name: string;
  readonly source:
    | { readonly kind: 'files'; readonly files: readonly { readonly path: string; readonly file: Blob }[] }
    | { readonly kind: 'zip'; readonly file: Blob };
  /** The paths to keep, after a folder around everything was taken away; every file where it is left out. */
  readonly only?: readonly string[];
}

/**
 * `downloading`, `importing`, `checking`: a job of this worker is under way. `paused`: files are missing and can be
 * fetched. `damaged`: something that was there is gone or altered, or the content is not what the source promised.
 */
export type StoredState = 'downloading' | 'importing' | 'checking' | 'paused' | 'ready' | 'damaged';

export interface StoredFileInfo {
  readonly path: string;
  readonly sizeBytes: number | null;
  readonly doneBytes: number;
  /** Of the verified content; null until the file is complete. */
  readonly sha256: string | null;
  /** Whether the source had promised a digest, with which the content was compared. */
  readonly promised: boolean;
  readonly state: 'wanted' | 'complete' | 'mismatched' | 'lost';
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
}

/** `ask`: lengths are asked for; `check`: what is on disk already is read again. */
export type StoreStage = 'ask' | 'check' | 'download' | 'import' | 'verify' | 'done';

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
}

export interface RepositoryRequest {
  /** Address of the hub without a path, `https://huggingface.co`. */
  readonly baseUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Branch, tag or commit. */
  readonly revision: string;
}

export interface RepositoryListing extends RepositoryRequest {
  /** The commit that `revision` stands for; every address of `files` is pinned to it. */
  readonly commit: string;
  readonly licence: string | null;
  /** Whether the files are given out only to people who have agreed to terms. */
  readonly gated: boolean;
  readonly files: readonly WantedFile[];
}

/** A package to be looked into: one that is kept, one about to be imported, or one at an address. */
export type InspectedSource =
  | { readonly kind: 'kept'; readonly packageId: string }
  | ({ readonly name: string } & ImportRequest['source'])
  | { readonly kind: 'repository'; readonly listing: RepositoryListing }
  /** An address ending in a slash; with `files.json` or `model_index.json`, since it cannot be listed. */
  | { readonly kind: 'url'; readonly baseUrl: string };

export interface InspectRequest {
  readonly source: InspectedSource;
  /** What the package would run on. */
  readonly device: Pick<CapabilityReport, 'provider' | 'shaderF16' | 'jspi'>;
  /** A precision for every part that has it, or a file's path for a part (`unet`); the device decides about the rest. */
  readonly wishes?: { readonly precision?: 'fp32' | 'fp16' | 'q4' | 'q4f16' | 'bnb4' | 'int8'; readonly graphs?: Readonly<Record<string, string>> };
}

export interface Inspection {
  readonly report: ImportReport;
  /** The paths that the package needs here, to be downloaded or imported. */
  readonly needed: readonly string[];
  /** For an address: those files as a download asks for them. */
  readonly wanted?: readonly WantedFile[];
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
  /** The files of a repository at a revision. Fetches no file. */
  listRepository(request: RepositoryRequest): Promise<Outcome<RepositoryListing>>;
  /** What a package is and what can be done with it, from its small files and the heads of its graphs; keeps nothing. */
  inspect(request: InspectRequest): Promise<Outcome<Inspection>>;
  /** Begins a download, or goes on with one of the same id and files. Settles when it is complete, paused or failed. */
  begin(request: DownloadRequest, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>>;
  resume(packageId: string, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>>;
  /** Ends the job on a package, keeps what it has; returns when nothing is written any more. */
  pause(packageId: string): Promise<void>;
  /** Ends the job on a package and removes what it has fetched; a package that is complete is left alone. */
  cancel(packageId: string): Promise<Outcome<null>>;
  importPackage(request: ImportRequest, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>>;
  /** Reads every block and compares its digest with the one recorded. */
  verify(packageId: string, onProgress: OnStoreProgress): Promise<Outcome<VerifyReport>>;
  /** Verifies, fetches the bad blocks again and nothing else, and verifies the files as wholes. */
  repair(packageId: string, onProgress: OnStoreProgress): Promise<Outcome<StoredPackage>>;
  remove(packageId: string): Promise<Outcome<null>>;
  /** The files of a complete package. Throws nothing half-written over the border: an incomplete package is a fault. */
  open(packageId: string): Promise<Outcome<OpenedPackage>>;
}
