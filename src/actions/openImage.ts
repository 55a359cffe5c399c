import { editsWritten } from '../changemap/largeEdit';
import { openPicture, setSettings } from '../document/commands';
import { asOneEntry } from '../document/history';
import { importPicture } from '../exchange/import/importPicture';
import { notify } from '../ui/notices';
import { progressNotice } from '../ui/progressNotice';
import { settingsIn } from './carriedSettings';
import { tr } from '../../workers/texts/texts';

let latest = new AbortController();

const titleOf = (file: Blob): string => (file instanceof File && file.name !== '' ? `“${file.name}”` : tr`the picture`);

/**
 * Opens a picture file as the scene; what was on the table comes back with Undo. Of several that are chosen one after the other the
 * last wins, however long an earlier one takes. A picture that says how it was made brings its settings along.
 * @throws Fault, 'cancelled' where another one was chosen meanwhile or the person stopped it
 */
export async function openImageFile(file: Blob): Promise<void> {
  latest.abort();
  const turn = new AbortController();
  latest = turn;
  const progress = progressNotice(tr`Opening ${titleOf(file)}…`, () => turn.abort());
  try {
    const { notices, sha256: documentId, ...picture } = await importPicture(file, { signal: turn.signal, onProgress: progress.tell });
    const { settings, sentences } = await settingsIn(file, picture);
    await editsWritten();
    // The last chosen one counts, also where its settings took their time.
    if (turn.signal.aborted) return;
    asOneEntry(tr`Open picture`, () => {
      openPicture({ ...picture, name: picture.name || 'Pasted picture' }, documentId);
      if (sentences.length > 0) setSettings(settings);
    });
    [...notices, ...sentences].forEach(notify);
  } finally {
    progress.end();
  }
}
