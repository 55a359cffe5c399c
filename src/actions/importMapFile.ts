import type { MapReading } from '../../workers/protocol/pictures';
import { replaceMap } from '../document/commands';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { documentStore } from '../document/documentStore';
import { addMap } from '../document/mapCommands';
import { importChangeMap } from '../exchange/changeMap/importChangeMap';
import { notify } from '../ui/notices';
import { tr } from '../../workers/texts/texts';

/** Takes a picture as the map that is painted, or as a map of its own, read as was asked for. */
export async function importMapFile(file: Blob, reading: MapReading, asNew = false): Promise<void> {
  const { picture } = documentStore.getState();
  if (!picture) return;
  const map = await importChangeMap(file, picture, reading);
  if (asNew) addMap(tr`Imported map`, ChangeMap.fromUint8Array(map.values, picture));
  else replaceMap(map.values, tr`Import change map`);
  map.notices.forEach(notify);
}
