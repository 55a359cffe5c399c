import { mapOverScene, takeFoundMap } from '../../changemap/foundMap';
import { setSettings } from '../../document/commands';
import type { Settings } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { closeFinding, findStore } from '../../generation/finding/findStore';
import { foundName } from '../../generation/finding/findWords';
import { generate } from '../../generation/generate';
import type { useFoundMap } from './useFoundMap';
import { tr } from '../../../workers/texts/texts';

type Found = NonNullable<ReturnType<typeof useFoundMap>>;

/** Makes a change map of what is shown, unless it was made already and nothing changed since. @throws Fault */
export async function takeThisMap({ map, contrast, question }: Found): Promise<void> {
  const { picture, documentId, maps } = documentStore.getState();
  const { usedMapId } = findStore.getState();
  if (!picture || maps.some(({ id }) => id === usedMapId)) return;
  const found = await mapOverScene(map, contrast.area, picture);
  if (documentStore.getState().documentId !== documentId) return;
  findStore.setState({ usedMapId: takeFoundMap(foundName(question), found), picking: false });
}

/** The settings of an edit by the change map. */
export const withFoundMap = (method: 'automatic-map' | 'differential', { automaticMap }: Settings): Partial<Settings> =>
  method === 'automatic-map' ? { method, automaticMap: { ...automaticMap, where: 'change-map' } } : { method };

/** Takes the map and edits by it at once. */
export async function editWith(method: 'automatic-map' | 'differential', found: Found): Promise<void> {
  await takeThisMap(found);
  setSettings(withFoundMap(method, documentStore.getState().settings), tr`Edit where it was found`);
  closeFinding();
  await generate();
}
