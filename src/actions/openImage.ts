import type { Recipe } from '../../workers/protocol/recipe';
import { editsWritten } from '../changemap/largeEdit';
import { openPicture, setSettings } from '../document/commands';
import { asOneEntry } from '../document/history';
import { importPicture } from '../exchange/import/importPicture';
import { pictureWorker } from '../exchange/pictureWorker';
import { settingsOfRecipe } from '../generation/settingsOfRecipe';
import { notify } from '../ui/notices';
import { progressNotice } from '../ui/progressNotice';

let latest = new AbortController();

const titleOf = (file: Blob): string => (file instanceof File && file.name !== '' ? `“${file.name}”` : 'the picture');

/**
 * Opens a picture file as the scene; what was on the table comes back with Undo. Of several that are chosen one after the other the
 * last wins, however long an earlier one takes. A picture that Sfumato exported brings the settings of its edit along.
 * @throws Fault, 'cancelled' where another one was chosen meanwhile or the person stopped it
 */
export async function openImageFile(file: Blob): Promise<void> {
  latest.abort();
  const turn = new AbortController();
  latest = turn;
  const progress = progressNotice(`Opening ${titleOf(file)}…`, () => turn.abort());
  try {
    const { notices, sha256: documentId, ...picture } = await importPicture(file, { signal: turn.signal, onProgress: progress.tell });
    const recipe = await recipeIn(file);
    await editsWritten();
    // The last chosen one counts, also where the recipe took its time.
    if (turn.signal.aborted) return;
    asOneEntry('Open picture', () => {
      openPicture({ ...picture, name: picture.name || 'Pasted picture' }, documentId);
      if (recipe) setSettings(settingsOfRecipe(recipe));
    });
    notices.forEach(notify);
    if (recipe) notify('The picture carries the recipe of its last edit: prompt and settings are as they were then.');
  } finally {
    progress.end();
  }
}

/** The recipe in a picture; a picture that carries none is a picture all the same. */
const recipeIn = (file: Blob): Promise<Recipe | null> => pictureWorker().recipeOf(file);
