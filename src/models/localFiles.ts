import type { StoreClient } from '../engine/storeClient';
import { Fault } from '../../workers/protocol/faults';
import type { LocalFileHandle, LocalHandle } from '../../workers/protocol/localFile';
import type { ImportRequest } from '../../workers/protocol/store';
import { tr } from '../../workers/texts/texts';
import { placeInWords } from '../../workers/texts/words';

/** A file that was picked or dropped, with the handle that lets it stay where it is; null where the browser has none. */
export interface LocalFile {
  readonly file: File;
  readonly handle: LocalFileHandle | null;
  /** The training code's configuration that came with it, which may say what its UNet predicts. */
  readonly yaml?: File | undefined;
}

type OpenPicker = (options: object) => Promise<readonly LocalFileHandle[]>;

const pickerOf = (scope: object): OpenPicker | null =>
  'showOpenFilePicker' in scope && typeof scope.showOpenFilePicker === 'function' ? (scope.showOpenFilePicker as OpenPicker) : null;

/** Whether this browser's own dialog gives files that can be opened again in a later session. */
export const hasLastingFiles = (): boolean => pickerOf(globalThis) !== null;

/** Asks for one file of weights by the browser's own dialog; null where the person chose none. Only in answer to a click. */
export async function pickLastingFile(): Promise<LocalFile | null> {
  try {
    const [handle] = (await pickerOf(globalThis)?.({
      excludeAcceptAllOption: false,
      types: [
        { description: tr`Weights`, accept: { 'application/octet-stream': ['.safetensors', '.ckpt', '.pt', '.pth', '.bin', '.gguf'] } },
      ],
    })) ?? [undefined];
    return handle ? { file: await handle.getFile(), handle } : null;
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'AbortError') return null;
    throw thrown;
  }
}

/** The handles of what is dropped, beside its files and in their order; to be called while the drop is being told of. */
export function droppedHandles({ items }: Pick<DataTransfer, 'items'>): readonly Promise<LocalHandle | null>[] {
  return [...items]
    .filter(({ kind }) => kind === 'file')
    .map(async (item) => {
      const asked = 'getAsFileSystemHandle' in item ? (item.getAsFileSystemHandle as () => Promise<LocalHandle | null>).call(item) : null;
      return (await asked?.catch(() => null)) ?? null;
    });
}

/** What is imported, all of it copied. */
export function copied(request: ImportRequest): ImportRequest {
  const { source } = request;
  if (source.kind === 'zip') return request;
  return { ...request, source: { kind: 'files', files: source.files.map(({ path, file }) => ({ path, file })) } };
}

/** In what of this computer an import's weights would stay; null where they are copied. */
export function stayingIn({ source, addOn }: ImportRequest): 'file' | 'folder' | null {
  if (addOn || source.kind === 'zip') return null;
  if (source.inFolder) return 'folder';
  return source.files.some(({ handle }) => handle !== undefined) ? 'file' : null;
}

/**
 * Asks for permission to read the files and folders outside the browser's storage that a kept model stays in, where the browser wants
 * that. It has to be in answer to a click: else the question is not shown, and the Fault `file-permission` says that it has to be asked.
 */
export async function allowReading(store: StoreClient, id: string, title: string): Promise<void> {
  for (const handle of await store.handles(id)) {
    if (((await handle.queryPermission?.({ mode: 'read' })) ?? 'granted') === 'granted') continue;
    const answer = await handle.requestPermission?.({ mode: 'read' }).catch(() => 'prompt' as const);
    const kind = handle.kind === 'file' ? 'file' : 'folder';
    if (answer !== 'granted')
      throw new Fault(
        'file-permission',
        tr`“${title}” stays in its own ${placeInWords(kind)}, “${handle.name}”, and the browser has not been allowed to read it in this session.`,
        tr`Choose the model again and allow it to be read.`,
      );
  }
}
