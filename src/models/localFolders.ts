import { Fault } from '../../workers/protocol/faults';
import type { LocalFolderHandle, LocalHandle } from '../../workers/protocol/localFile';
import type { PickedFile, PickedFiles } from '../../workers/protocol/store';
import { lookIntoFiles, type Found } from './candidate';
import { deviceHere } from './deviceHere';
import { studioStore } from './studioStore';
import { tr } from '../../workers/texts/texts';

/** A folder that was picked or dropped, with the handle that lets its files stay where they are; null where the browser has none. */
export interface LocalFolder {
  readonly name: string;
  readonly files: readonly PickedFile[];
  readonly handle: LocalFolderHandle | null;
}

type OpenFolderPicker = (options: object) => Promise<LocalFolderHandle>;

const pickerOf = (scope: object): OpenFolderPicker | null =>
  'showDirectoryPicker' in scope && typeof scope.showDirectoryPicker === 'function'
    ? (scope.showDirectoryPicker as OpenFolderPicker)
    : null;

/** Whether this browser's own dialog gives folders that can be opened again in a later session. */
export const hasLastingFolders = (): boolean => pickerOf(globalThis) !== null;

/** Asks for a folder by the browser's own dialog; null where the person chose none. Only in answer to a click. @throws Fault */
export async function pickLastingFolder(): Promise<LocalFolder | null> {
  let handle: LocalFolderHandle | undefined;
  try {
    handle = await pickerOf(globalThis)?.({ id: 'model', mode: 'read' });
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'AbortError') return null;
    throw thrown;
  }
  return handle ? readFolder(handle) : null;
}

/**
 * The first folder among what is dropped; null where there is none. To be called while the drop is being told of.
 * @param handles of all that is dropped, where the browser has them
 * @throws Fault: it holds too many files for a model
 */
export function droppedFolder(
  { items }: Pick<DataTransfer, 'items'>,
  handles: readonly Promise<LocalHandle | null>[],
): Promise<LocalFolder | null> {
  const entries = [...items].filter(({ kind }) => kind === 'file').map((item) => item.webkitGetAsEntry());
  const find = async (): Promise<LocalFolder | null> => {
    for (const [i, entry] of entries.entries()) {
      const handle = await handles[i];
      if (handle?.kind === 'directory') return readFolder(handle);
      if (entry?.isDirectory) return readEntry(entry as FileSystemDirectoryEntry);
    }
    return null;
  };
  return find();
}

/** All files in a folder, at any depth, by their paths from it. @throws Fault: they are too many for a model */
async function readFolder(handle: LocalFolderHandle): Promise<LocalFolder> {
  const files: PickedFile[] = [];
  const walk = async (folder: LocalFolderHandle, before: string): Promise<void> => {
    for await (const entry of folder.values()) {
      if (isHidden(entry.name)) continue;
      if (entry.kind === 'directory') await walk(entry, `${before}${entry.name}/`);
      else files.push({ path: before + entry.name, file: await entry.getFile() });
      requireFew(handle.name, files);
    }
  };
  await walk(handle, '');
  return { name: handle.name, files, handle };
}

/** The same of a dropped folder where the browser gives no handles. @throws Fault: they are too many for a model, or cannot be read */
async function readEntry(top: FileSystemDirectoryEntry): Promise<LocalFolder> {
  const files: PickedFile[] = [];
  const walk = async (folder: FileSystemDirectoryEntry, before: string): Promise<void> => {
    const reader = folder.createReader();
    const next = () => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    // A reader gives a hundred at a time, and none at the end.
    for (let some = await next(); some.length > 0; some = await next()) {
      for (const entry of some.filter(({ name }) => !isHidden(name))) {
        if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, `${before}${entry.name}/`);
        else {
          const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
          files.push({ path: before + entry.name, file });
        }
        requireFew(top.name, files);
      }
    }
  };
  await walk(top, '');
  return { name: top.name, files, handle: null };
}

/** What tools leave beside files, of which there may be thousands. */
const isHidden = (name: string): boolean => name.startsWith('.');

/** More than this in one folder is a mistake: models have a few dozen. */
const mostFiles = 2000;

function requireFew(name: string, files: readonly PickedFile[]): void {
  if (files.length <= mostFiles) return;
  throw new Fault(
    'import-refused',
    tr`The folder “${name}” holds more than ${mostFiles} files, where a model has a few dozen.`,
    tr`Choose the folder of the model alone.`,
  );
}

const ofModels = /\.(?:safetensors|onnx|ckpt|pt|pth|bin|gguf)$/i;

/** Throws a Fault where a folder holds nothing that a model is made of. */
export function requireModelFiles({ name, files }: LocalFolder): void {
  if (files.some(({ path }) => ofModels.test(path))) return;
  throw new Fault(
    'import-refused',
    tr`The folder “${name}” holds no model: no file of weights, no network.`,
    tr`Drop pictures one by one, or the folder of a model that was downloaded.`,
  );
}

/** Looks into a folder. @throws Fault: it holds no model, or one that cannot be edited with */
export async function lookIntoFolder({ name, files, handle }: LocalFolder, signal?: AbortSignal): Promise<Found> {
  const source: PickedFiles = { kind: 'files', files, ...(handle && { inFolder: handle }) };
  return lookIntoFiles(studioStore(), await deviceHere(), name, source, undefined, signal);
}
