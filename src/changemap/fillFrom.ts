import type { MapStack } from '../../workers/protocol/mapWorker';
import { commitStroke } from '../document/commands';
import { documentStore } from '../document/documentStore';
import { mapAt } from '../document/mapTarget';
import { editOfTarget } from './classInHand';
import { flattenKeyed } from './flattenKeyed';
import type { ChangeMap } from '../document/changeMap/ChangeMap';
import { inTurn } from './largeEdit';
import { editDeltas } from './mapEdit';
import { mapWorker } from './mapWorker';
import type { PaintMode } from './paintMode';
import { regionEdit } from './regionEdit';

interface Fill {
  /** The pixel that was clicked. */
  readonly at: { readonly x: number; readonly y: number };
  readonly by: 'picture' | 'map';
  /** 0…1. */
  readonly tolerance: number;
  readonly contiguous: boolean;
  /** The value, 0…255, that is written in the manner of `mode`. */
  readonly target: number;
  readonly mode: PaintMode;
}

/** The map that is painted, as the map worker takes it. */
const painted = (map: ChangeMap): MapStack => ({
  width: map.width,
  height: map.height,
  layers: [{ map, modifiers: [], how: 'maximum', opacity: 1 }],
  rect: null,
});

/**
 * Fills what is like the pixel that was clicked, after the edits begun before. The region is found in the map worker; it is written into
 * the map that was painted at the click, whichever is chosen by then, unless the picture is another one. Resolves when that is done;
 * `editsWritten` waits for it too. Failures are told.
 */
export function fillFrom({ at, by, tolerance, contiguous, target, mode }: Fill): Promise<void> {
  const { picture, target: clicked } = documentStore.getState();
  return inTurn(async () => {
    const state = documentStore.getState();
    const before = state.picture === picture ? mapAt(state, clicked) : null;
    if (!before) return;
    const request = { at, tolerance, contiguous };
    const region =
      by === 'map' ? await mapWorker().fillMap(painted(before), request) : await mapWorker().fillPicture(flattenKeyed(state), request);
    const now = documentStore.getState();
    const map = now.picture === picture ? mapAt(now, clicked) : null;
    if (!region || !map) return;
    const edit = editOfTarget(regionEdit(region, target, mode), { target: clicked, guides: now.guides });
    commitStroke(editDeltas(map, edit), 'Fill', clicked);
  });
}
