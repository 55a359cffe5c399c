import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Fault } from '../../workers/protocol/faults';

/** The bytes of a file; null where there is none. */
export async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    const bytes = await readFile(path);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw new Fault('storage-unavailable', `${path} cannot be read.`, 'Check that it is a file and may be read.', { cause: thrown });
  }
}

/** Throws a Fault where a file could not be written to that path, before anything is computed for it. */
export async function requireFolderOf(path: string): Promise<void> {
  const folder = dirname(resolve(path));
  const there = await stat(folder).catch(() => null);
  if (!there?.isDirectory())
    throw new Fault('storage-unavailable', `There is no folder ${folder} to write to.`, 'Make it, or name another place.');
  const target = await stat(path).catch(() => null);
  if (target?.isDirectory()) throw new Fault('storage-unavailable', `${path} is a folder.`, 'Name a file, for example out.png.');
}

/** Writes a file as a whole or not at all. */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const partial = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(partial, bytes);
    await rename(partial, path);
  } catch (thrown) {
    await rm(partial, { force: true });
    throw new Fault(
      'storage-unavailable',
      `${path} could not be written.`,
      'Check that the folder may be written to and that the disk has room.',
      { cause: thrown },
    );
  }
}
