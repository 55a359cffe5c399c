import { setSetting } from '../document/commands';
import { documentStore } from '../document/documentStore';
import { addExemplar } from '../document/exemplarCommands';
import { asOneEntry } from '../document/history';
import { importPicture } from '../exchange/import/importPicture';
import { notify } from '../ui/notices';
import { newExemplar } from './newExemplar';
import { newPlacement } from './newPlacement';
import { chooseExemplar } from './selection';
import { tr } from '../../workers/texts/texts';

/** Lays a picture file on the scene as an exemplar, in the middle or where it was dropped (scene pixels), selects it and paints on it. */
export async function addExemplarFile(file: Blob, at: { readonly x: number; readonly y: number } | null = null): Promise<void> {
  const { notices, ...picture } = await importPicture(file, { inSrgb: true });
  const { picture: scene } = documentStore.getState();
  if (!scene) return;
  const exemplar = newExemplar({ ...picture, name: picture.name || 'Pasted picture' }, newPlacement(picture, scene, at), scene);
  asOneEntry(tr`Add exemplar`, () => {
    chooseExemplar(addExemplar(exemplar));
    // An exemplar does nothing in the other methods, and nobody adds one for nothing.
    setSetting('method', 'exemplar-blend');
  });
  notices.forEach(notify);
}
