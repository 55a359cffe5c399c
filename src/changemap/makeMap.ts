import { ChangeMap } from '../document/changeMap/ChangeMap';
import { documentStore } from '../document/documentStore';
import { addMap, changeMapLayer } from '../document/mapCommands';
import { silhouetteMap } from '../exemplars/silhouetteMap';
import { flattenKeyed } from './flattenKeyed';
import { mapWorker } from './mapWorker';
import { sourceNames, sourceOf, type SourceDraft } from './sourceDraft';
import { tr } from '../../workers/texts/texts';
import { inSentence } from '../../workers/texts/inSentence';

/** The map of a draft at the scene's size; null where the draft is not complete. @throws Fault */
export async function makeMap(draft: SourceDraft, signal?: AbortSignal): Promise<ChangeMap | null> {
  const state = documentStore.getState();
  const { picture, exemplars } = state;
  if (!picture) return null;
  if (draft.kind === 'silhouette') {
    const exemplar = exemplars.find(({ id }) => id === draft.exemplarId);
    return exemplar ? silhouetteMap(exemplar, draft.bandPx, picture) : null;
  }
  const source = sourceOf(draft);
  if (!source) return null;
  const tiles = await mapWorker().fromSource(
    source.kind === 'line' ? null : flattenKeyed(state),
    source,
    picture,
    signal ? { signal } : {},
  );
  return new ChangeMap(picture, tiles.tiles);
}

/** Puts a finished map into the document, as one entry: as a map above the others, or in the place of one of them. */
export function placeMap(map: ChangeMap, name: string, replacedId: string | null): void {
  if (replacedId === null) addMap(name, map);
  else changeMapLayer(replacedId, { map }, tr`Map from ${inSentence(name)}`);
}

/** How a map of that draft is called. */
export const nameOfDraft = ({ kind }: SourceDraft): string => sourceNames[kind];
