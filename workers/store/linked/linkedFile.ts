import { checkpointDigest } from '../../packages/checkpoint/identity';
import { Fault } from '../../protocol/faults';
import type { LocalFileHandle } from '../../protocol/localFile';
import type { FileRecord } from '../record/packageRecord';
import type { FileHandles } from './fileHandles';

/** Under which name a linked file's handle is kept. */
export const handleName = (folder: string, { name }: Pick<FileRecord, 'name'>): string => `${folder}/${name}`;

/** Notes in a record that a file stays where it is: nothing of it is copied. */
export async function linkFile(
  handles: FileHandles,
  folder: string,
  record: FileRecord,
  { file, handle }: { readonly file: Blob; readonly handle: LocalFileHandle },
): Promise<void> {
  const { lastModified } = await handle.getFile();
  record.foundSha256 = await sampledDigest(record.path, file);
  record.linked = { name: handle.name, modifiedMs: lastModified };
  record.state = 'complete';
  await handles.put(handleName(folder, record), handle);
}

/**
 * A linked file as it lies. Throws the Faults `file-permission` where the person has to be asked again, and `package-missing-file` where it
 * was moved, removed or changed.
 */
export async function openLinked(handles: FileHandles, folder: string, record: FileRecord, title: string): Promise<Blob> {
  const handle = await handles.get(handleName(folder, record));
  const name = record.linked?.name ?? record.path;
  if (!handle) throw gone(title, name, 'can no longer be found');
  if (((await handle.queryPermission?.({ mode: 'read' })) ?? 'granted') !== 'granted') throw needsPermission(title, name);
  let file: File;
  try {
    file = await handle.getFile();
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'NotAllowedError') throw needsPermission(title, name, thrown);
    throw gone(title, name, 'was moved, renamed or removed', thrown);
  }
  if (file.size !== record.sizeBytes || file.lastModified !== record.linked?.modifiedMs) {
    // Copied back or touched, it has another date and the same content.
    const same = file.size === record.sizeBytes && (await sampledDigest(record.path, file)) === record.foundSha256;
    if (!same) throw gone(title, name, 'was changed since it was added');
  }
  return file;
}

/** A digest of a file's length, its header and samples, which stands for it where nobody reads all of it. */
async function sampledDigest(path: string, file: Blob): Promise<string> {
  const read = async (start: number, end: number): Promise<Uint8Array> => new Uint8Array(await file.slice(start, end).arrayBuffer());
  return checkpointDigest([{ path, sizeBytes: file.size, read }]);
}

function needsPermission(title: string, name: string, cause?: unknown): Fault {
  return new Fault(
    'file-permission',
    `“${title}” stays in its own file, “${name}”, and the browser asks once more before it may be read.`,
    'Choose the model again and allow it to be read.',
    { cause },
  );
}

function gone(title: string, name: string, what: string, cause?: unknown): Fault {
  return new Fault(
    'package-missing-file',
    `“${title}” stays in its own file, “${name}”, which ${what}.`,
    'Put the file back where it was, or delete the model here and add the file again.',
    { cause },
  );
}
