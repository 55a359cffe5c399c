import { replaceMap } from '../document/commands';
import { documentStore } from '../document/documentStore';
import { importChangeMap } from '../exchange/changeMap/importChangeMap';
import { notify } from '../ui/notices';

/** Takes a picture as the change map of the scene; its polarity was asked for. */
export async function importMapFile(file: Blob, whiteMeans: 'may-change' | 'stays'): Promise<void> {
  const { picture } = documentStore.getState();
  if (!picture) return;
  const map = await importChangeMap(file, picture, whiteMeans);
  replaceMap(map.values, 'Import change map');
  map.notices.forEach(notify);
}
