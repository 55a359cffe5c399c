import { digestOf, generatedContent } from './content';
import type { Faults, FaultServer } from './faultServer';
import type { DownloadRequest, StoredPackage, StoreProgress } from '../../workers/protocol/store';
import type { Outcome } from '../../workers/protocol/engine';

interface ServedFile {
  readonly sizeBytes: number;
  readonly faults?: Faults;
  /** What the request says of the file: everything, its length only, or nothing. */
  readonly told?: 'digest' | 'size' | 'nothing';
  readonly seed?: number;
}

/** Puts generated files on a server and makes the request that downloads them. */
export function servedPackage(server: FaultServer, files: Readonly<Record<string, ServedFile>>, id = 'test'): DownloadRequest {
  return {
    id,
    title: `Package ${id}`,
    family: 'sd1',
    licence: 'mit',
    origin: { kind: 'url', baseUrl: `${server.origin}/${id}/` },
    files: Object.entries(files).map(([path, { sizeBytes, faults = {}, told = 'digest', seed }], index) => {
      const content = generatedContent(seed ?? index + 1, sizeBytes);
      return {
        path,
        url: server.put(`/${id}/${path}`, content, faults),
        sizeBytes: told === 'nothing' ? null : sizeBytes,
        sha256: told === 'digest' ? digestOf(content) : null,
        gitSha1: null,
      };
    }),
  };
}

/** The value of an outcome; throws its fault as an error that names its code. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`${outcome.fault.code}: ${outcome.fault.message}`);
}

export function faultOf(outcome: Outcome<unknown>): { code: string; message: string; hint: string } {
  if (outcome.ok) throw new Error('It went well.');
  return outcome.fault;
}

export const ignore = (): void => undefined;

/** Remembers what was told, and may act on it. */
export function listening(act: (progress: StoreProgress) => void = ignore): {
  readonly heard: StoreProgress[];
  readonly listen: (progress: StoreProgress) => void;
} {
  const heard: StoreProgress[] = [];
  return {
    heard,
    listen: (progress) => {
      heard.push(progress);
      act(progress);
    },
  };
}

/** States of a package's files by path. */
export function fileStates({ files }: StoredPackage): Record<string, string> {
  return Object.fromEntries(files.map(({ path, state }) => [path, state]));
}
