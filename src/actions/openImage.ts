import { openPicture } from '../document/commands';
import { importPicture } from '../exchange/import/importPicture';
import { clearStaged } from '../generation/staging';
import { notify } from '../ui/notices';

/** Opens a picture file as the scene; what was on the table comes back with Undo. */
export async function openImageFile(file: Blob): Promise<void> {
  const { notices, ...picture } = await importPicture(file);
  openPicture({ ...picture, name: picture.name || 'Pasted picture' });
  clearStaged();
  notices.forEach(notify);
}
