import { download } from '../export/download';
import { projectEnding, projectType } from './projectEnding';
import { tr } from '../../../workers/texts/texts';

/** A file on the person's disk that can be written again; not all of it in TypeScript's library yet. */
export type ProjectHandle = Pick<FileSystemFileHandle, 'name' | 'createWritable'> & {
  readonly requestPermission?: (want: { readonly mode: 'readwrite' }) => Promise<PermissionState>;
};

/** A dropped handle as one that can be written again; null where it cannot. */
export const writableHandle = (handle: unknown): ProjectHandle | null =>
  typeof handle === 'object' && handle !== null && 'createWritable' in handle ? (handle as ProjectHandle) : null;

type SavePicker = (options: object) => Promise<ProjectHandle>;

/** Where each document was saved to or opened from in this visit. */
const places = new Map<string, ProjectHandle>();

const pickerOf = (scope: object): SavePicker | null =>
  'showSaveFilePicker' in scope && typeof scope.showSaveFilePicker === 'function' ? (scope.showSaveFilePicker as SavePicker) : null;

/** Remembers where a document's file lies, so that it is saved there again. */
export const rememberPlace = (documentId: string, handle: ProjectHandle): void => void places.set(documentId, handle);

/** What the file of a document is called, where its place is known. */
export const placeOf = (documentId: string): string | null => places.get(documentId)?.name ?? null;

const isAbort = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'AbortError';

/** The place of a document's file, asked for where it is not known; null where the browser only downloads. Throws AbortError. */
async function placeFor(documentId: string, suggestedName: string): Promise<ProjectHandle | null> {
  const known = places.get(documentId);
  if (known && (await known.requestPermission?.({ mode: 'readwrite' })) !== 'denied') return known;
  const types = [{ description: tr`Sfumato project`, accept: { [projectType]: [`.${projectEnding}`] } }];
  return (await pickerOf(globalThis)?.({ suggestedName, types })) ?? null;
}

/**
 * Saves a project: in its place where it has one, else where the person says, else as a download. Only in answer to a press. The file is
 * replaced as a whole once all is written.
 * @param encode makes the file, once its place is known
 * @returns the name that it was saved under; null where the person changed their mind
 */
export async function saveInPlace(documentId: string, suggestedName: string, encode: () => Promise<Blob>): Promise<string | null> {
  let handle: ProjectHandle | null;
  try {
    handle = await placeFor(documentId, suggestedName);
  } catch (thrown) {
    if (isAbort(thrown)) return null;
    // Where pages within others may not ask, they may still download.
    handle = null;
  }
  const blob = await encode();
  if (!handle) {
    download(blob, suggestedName);
    return suggestedName;
  }
  const writable = await handle.createWritable();
  await writable.write(blob);
  await writable.close();
  rememberPlace(documentId, handle);
  return handle.name;
}
