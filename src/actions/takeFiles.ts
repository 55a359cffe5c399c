import { Fault, reportFault } from '../../workers/protocol/faults';
import { addExemplarFile } from '../exemplars/addExemplarFile';
import { notify, reportToUser } from '../ui/notices';
import { openImageFile } from './openImage';
import { tr } from '../../workers/texts/texts';

/** As what files are taken: as the scene, or laid on it. */
export type Zone = 'open' | 'exemplar';

interface Ways {
  readonly open: (file: File) => Promise<void>;
  readonly lay: (file: File, at: { readonly x: number; readonly y: number } | null) => Promise<void>;
}

/** The names of files as sentences list them. */
export const quoted = (files: readonly File[]): string => files.map(({ name }) => `“${name}”`).join(', ');

/** A failure that names its file, where the sentence does not already: of several it would not be known whose it is. */
function naming(thrown: unknown, file: File, of: number): unknown {
  const { code, message, hint } = reportFault(thrown);
  if (of === 1 || code === 'cancelled' || message.includes(`“${file.name}”`)) return thrown;
  return new Fault(code, `“${file.name}”: ${message}`, hint, { cause: thrown });
}

/**
 * Takes dropped files one after the other: each is tried, each failure is said with its file's name. One picture is the scene: the
 * first that opens; those behind it are named.
 * @param at where on the scene they were dropped, in its pixels
 */
export async function takeFiles(
  files: readonly File[],
  zone: Zone,
  at: { readonly x: number; readonly y: number } | null,
  { open, lay }: Ways = { open: openImageFile, lay: addExemplarFile },
): Promise<void> {
  for (const [i, file] of files.entries()) {
    try {
      await (zone === 'open' ? open(file) : lay(file, at));
    } catch (thrown) {
      reportToUser(naming(thrown, file, files.length));
      continue;
    }
    const rest = files.slice(i + 1);
    if (zone !== 'open' || rest.length === 0) continue;
    notify(tr`One picture is the scene. Not opened: ${quoted(rest)}. Drop them on the scene to lay them on it.`);
    return;
  }
}
