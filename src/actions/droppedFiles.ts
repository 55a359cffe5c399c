import { Fault } from '../../workers/protocol/faults';
import { studioStore } from '../models/studioStore';
import { tr } from '../../workers/texts/texts';

/** What a drop or a paste holds: files, or the address of a picture elsewhere. */
export interface Dropped {
  readonly files: readonly File[];
  readonly address: string | null;
}

/** Whether a drag may hold a picture: files, or something with an address. */
export function mayHoldPicture(types: readonly string[]): boolean {
  return types.includes('Files') || types.includes('text/uri-list');
}

/** Files first; without any, the picture's own address before that of a page it links to. */
export function readDropped(data: Pick<DataTransfer, 'files' | 'getData'>): Dropped {
  const files = [...data.files];
  if (files.length > 0) return { files, address: null };
  const source = /<img\b[^>]*?\bsrc\s*=\s*["']([^"']+)["']/i.exec(data.getData('text/html').slice(0, 100_000))?.[1];
  const listed = data
    .getData('text/uri-list')
    .split(/\r?\n/)
    .find((line) => line !== '' && !line.startsWith('#'));
  return { files, address: (source === undefined ? undefined : source.replaceAll('&amp;', '&')) ?? listed ?? null };
}

/** A picture that lies in its address. @throws Fault where it is not in base64, as pictures are */
function fileFromData(address: string): File {
  const [, type = '', body = ''] = /^data:([\w.+/-]*)(?:;[\w=.-]+)*;base64,(.*)$/s.exec(address) ?? [];
  try {
    if (body === '') throw new Error('not base64');
    return new File([Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0))], tr`Dropped picture`, { type });
  } catch (cause) {
    throw new Fault('bad-picture', tr`The dropped picture cannot be read.`, tr`Save it as a file and drop that.`, { cause });
  }
}

/**
 * The file at a dropped address, fetched without credentials as far as its host lets other sites read it.
 * @throws Fault in words: what refused, and that the picture can be saved and dropped as a file
 */
export async function fileAtAddress(address: string, signal?: AbortSignal): Promise<File> {
  if (address.startsWith('data:')) return fileFromData(address);
  const { bytes, name } = await studioStore().fetchPicture(address, signal);
  return new File([bytes], name || tr`Dropped picture`);
}
