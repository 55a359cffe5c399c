import { commitStroke } from '../document/commands';
import { documentStore } from '../document/documentStore';
import type { ChangeMap } from '../document/changeMap/ChangeMap';
import type { TileDelta } from '../document/changeMap/tileDelta';
import { forEachTile } from '../../workers/maps/tiles/tileGrid';
import { mapAt } from '../document/mapTarget';
import { reportToUser } from '../ui/notices';
import type { Rect } from '../../workers/protocol/geometry';
import { editDeltas, type MapEdit } from './mapEdit';

/** Edits of up to this many pixels are written at once: it takes less than a frame. */
const atOncePx = 1024 * 1024;
/** Time given to a large edit before the window gets its turn, in milliseconds. */
const portionMs = 12;

let writing: Promise<void> = Promise.resolve();

/** Resolves when every large edit and every fill begun so far is in the map: whoever reads the map next reads all of it. */
export const editsWritten = (): Promise<void> => writing;

/**
 * Does what ends in a map after all that was begun before, as a part of what `editsWritten` waits for. What fails is told, and those
 * after it are done all the same. Never rejects.
 */
export const inTurn = (work: () => Promise<void>): Promise<void> => (writing = writing.then(work).catch(reportToUser));

const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** What an edit changes, tile by tile, with turns for the window in between. */
async function deltasInPortions(map: ChangeMap, edit: MapEdit, bounds: Rect): Promise<readonly TileDelta[]> {
  const parts: Rect[] = [];
  forEachTile(map, bounds, (_tx, _ty, part) => parts.push(part));
  const deltas: TileDelta[] = [];
  let began = performance.now();
  for (const part of parts) {
    deltas.push(...editDeltas(map, { bounds: part, apply: (values, rect) => edit.apply(values, rect) }));
    if (performance.now() - began < portionMs) continue;
    await nextTurn();
    began = performance.now();
  }
  return deltas;
}

/**
 * Writes an edit into the map that is painted, as one entry of the history: at once where it is small, else in portions. It goes to
 * that map whichever is chosen meanwhile, worked out anew over what is there where it was changed. `onWritten` is called in the end,
 * whatever came of it; an edit that fails is told, and those after it are written all the same.
 */
export function writeEdit(edit: MapEdit, label: string, onWritten: () => void): void {
  const { changeMap: map, target, documentId } = documentStore.getState();
  const { bounds } = edit;
  if (!map || !bounds) return onWritten();
  if (bounds.width * bounds.height <= atOncePx) {
    commitStroke(editDeltas(map, edit), label, target);
    onWritten();
    return;
  }
  /** The map that it is for, as it is now; null where that has gone or is of another size. */
  const mapNow = (): ChangeMap | null => {
    const now = documentStore.getState();
    const found = now.documentId === documentId ? mapAt(now, target) : null;
    return found?.width === map.width && found.height === map.height ? found : null;
  };
  const write = async () => {
    for (let over = mapNow(); over;) {
      const deltas = await deltasInPortions(over, edit, bounds);
      const now = mapNow();
      if (now === over) commitStroke(deltas, label, target);
      over = now === over ? null : now;
    }
  };
  writing = inTurn(write).finally(onWritten);
}
