import { setSetting } from '../document/commands';
import { documentStore } from '../document/documentStore';
import { addExemplar } from '../document/exemplarCommands';
import { asOneEntry } from '../document/history';
import { importPicture } from '../exchange/import/importPicture';
import { notify } from '../ui/notices';
import { newBandPx, newPlacement } from './newPlacement';
import { chooseExemplar } from './selection';
import { silhouetteMap } from './silhouetteMap';

/** Lays a picture file on the scene as an exemplar, in the middle or where it was dropped (scene pixels), selects it and paints on it. */
export async function addExemplarFile(file: Blob, at: { readonly x: number; readonly y: number } | null = null): Promise<void> {
  const { notices, ...picture } = await importPicture(file, { inSrgb: true });
  const { picture: scene } = documentStore.getState();
  if (!scene) return;
  const { width, height, rgba } = picture;
  const name = picture.name || 'Pasted picture';
  const placed = {
    picture: { width, height, rgba, name },
    crop: { x: 0, y: 0, width, height },
    placement: newPlacement(picture, scene, at),
  };
  const bandPx = newBandPx(scene);
  const map = silhouetteMap({ ...placed, cutout: null, opacity: 1 }, bandPx, scene);
  asOneEntry('Add exemplar', () => {
    chooseExemplar(addExemplar({ ...placed, name, bandPx, map }));
    // An exemplar does nothing in the other methods, and nobody adds one for nothing.
    setSetting('method', 'exemplar-blend');
  });
  notices.forEach(notify);
}
