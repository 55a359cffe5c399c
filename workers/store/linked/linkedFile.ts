import { checkpointDigest } from '../../packages/checkpoint/identity';
import { Fault } from '../../protocol/faults';
import type { LocalFileHandle, LocalFolderHandle, LocalHandle } from '../../protocol/localFile';
import type { FileRecord } from '../record/packageRecord';
import type { FileHandles } from './fileHandles';
import { tr } from '../../texts/texts';
import { placeInWords } from '../../texts/words';

/** Where a file lies outside the store: in itself, or in a folder at a path with forward slashes. */
export type Place =
  { readonly handle: LocalFileHandle; readonly within?: undefined } | { readonly handle: LocalFolderHandle; readonly within: string };

/** Under which name the handle by which a linked file is reached is kept: its own, or that of the folder that it shares with others. */
export const handleName = (folder: string, { name, linked }: Pick<FileRecord, 'name' | 'linked'>): string =>
  `${folder}/${linked?.within === undefined ? name : 'folder'}`;

/** Notes in a record that a file stays where it is: nothing of it is copied. */
export async function linkFile(
  handles: FileHandles,
  folder: string,
  record: FileRecord,
  { file, place }: { readonly file: Blob; readonly place: Place },
): Promise<void> {
  const { handle, within } = place;
  const { lastModified } = await fileAt(handle, within);
  record.foundSha256 = await sampledDigest(record.path, file);
  record.linked = { name: handle.name, modifiedMs: lastModified, ...(within !== undefined && { within }) };
  record.state = 'complete';
  await handles.put(handleName(folder, record), handle);
}

/**
 * A linked file as it lies. Throws the Faults `file-permission` where the person has to be asked again, and `package-missing-file` where it
 * was moved, removed or changed.
 */
export async function openLinked(handles: FileHandles, folder: string, record: FileRecord, title: string): Promise<Blob> {
  const { name = record.path, within, modifiedMs } = record.linked ?? {};
  const handle = await handles.get(handleName(folder, record));
  const at: Told = { title, name, within };
  if (!handle) throw gone(at, tr`can no longer be found`);
  if (((await handle.queryPermission?.({ mode: 'read' })) ?? 'granted') !== 'granted') throw needsPermission(at);
  let file: File;
  try {
    file = await fileAt(handle, within);
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'NotAllowedError') throw needsPermission(at, thrown);
    throw gone(at, tr`was moved, renamed or removed`, thrown);
  }
  if (file.size !== record.sizeBytes || file.lastModified !== modifiedMs) {
    // Copied back or touched, it has another date and the same content.
    const same = file.size === record.sizeBytes && (await sampledDigest(record.path, file)) === record.foundSha256;
    if (!same) throw gone(at, tr`was changed since it was added`);
  }
  return file;
}

/** The file as it is now. Throws the platform's errors. */
async function fileAt(handle: LocalHandle, within = ''): Promise<File> {
  if (handle.kind === 'file') return handle.getFile();
  const folders = within.split('/');
  const name = folders.pop() ?? '';
  let folder = handle;
  for (const next of folders) folder = await folder.getDirectoryHandle(next);
  return (await folder.getFileHandle(name)).getFile();
}

/** A digest of a file's length, its header and samples, which stands for it where nobody reads all of it. */
async function sampledDigest(path: string, file: Blob): Promise<string> {
  const read = async (start: number, end: number): Promise<Uint8Array> => new Uint8Array(await file.slice(start, end).arrayBuffer());
  return checkpointDigest([{ path, sizeBytes: file.size, read }]);
}

/** What sentences tell of a model that stays outside the store. */
interface Told {
  readonly title: string;
  readonly name: string;
  readonly within: string | undefined;
}

const kindOf = ({ within }: Told): 'file' | 'folder' => (within === undefined ? 'file' : 'folder');

function needsPermission(at: Told, cause?: unknown): Fault {
  return new Fault(
    'file-permission',
    tr`“${at.title}” stays in its own ${placeInWords(kindOf(at))}, “${at.name}”, and the browser asks once more before it may be read.`,
    tr`Choose the model again and allow it to be read.`,
    { cause },
  );
}

function gone(at: Told, what: string, cause?: unknown): Fault {
  const which = at.within === undefined ? tr`, which ${what}` : tr`, of which “${at.within}” ${what}`;
  const kind = kindOf(at);
  return new Fault(
    'package-missing-file',
    tr`“${at.title}” stays in its own ${placeInWords(kind)}, “${at.name}”${which}.`,
    tr`Put the ${placeInWords(kind)} back as it was, or delete the model here and add the ${placeInWords(kind)} again.`,
    { cause },
  );
}
