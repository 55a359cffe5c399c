import { Fault } from '../../workers/protocol/faults';
import type { Size } from '../../workers/protocol/geometry';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { mapFromPart } from '../document/changeMap/mapFromPart';
import { documentStore } from '../document/documentStore';
import type { PlacedResult } from '../document/results/placedResults';
import { addMap, changeMapLayer } from '../document/mapCommands';
import { silhouetteMap } from '../exemplars/silhouetteMap';
import { flattenKeyed } from './flattenKeyed';
import { mapWorker } from './mapWorker';
import { sourceNames, sourceOf, type SourceDraft } from './sourceDraft';

/** What of a result its automatic map needs: it lies over the generation area. */
type Finding = Pick<PlacedResult, 'result' | 'area'>;

/**
 * The contrast of an automatic map over the scene: the latent cells enlarged over the part of the picture that the model saw,
 * black around it.
 */
export async function contrastMap({ result: { automaticMap }, area }: Finding, scene: Size): Promise<ChangeMap> {
  if (!automaticMap) throw new Fault('bad-map', 'This result has no automatic map.', 'Run an edit with the method “Automatic map”.');
  const { x, y, width, height } = area;
  const part = await mapWorker().resize(automaticMap.data, automaticMap, { width, height });
  const enlarged = new ChangeMap(part, part.tiles);
  return mapFromPart(scene, { x, y, width, height }, enlarged.toUint8Array());
}

/** What a draft needs beside the scene. */
interface Material {
  /** The result whose automatic map is meant. */
  readonly result: Finding | null;
}

/** The map of a draft at the scene's size; null where the draft is not complete. @throws Fault */
export async function makeMap(draft: SourceDraft, { result }: Material, signal?: AbortSignal): Promise<ChangeMap | null> {
  const state = documentStore.getState();
  const { picture, exemplars } = state;
  if (!picture) return null;
  if (draft.kind === 'contrast') return result ? contrastMap(result, picture) : null;
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
  else changeMapLayer(replacedId, { map }, `Map from ${name.toLowerCase()}`);
}

/** How a map of that draft is called. */
export const nameOfDraft = ({ kind }: SourceDraft): string => sourceNames[kind];

/** Takes the contrast of an automatic map as a map above the others. @throws Fault */
export async function takeContrastAsMap(result: Finding): Promise<void> {
  const { picture } = documentStore.getState();
  if (picture) placeMap(await contrastMap(result, picture), sourceNames.contrast, null);
}
