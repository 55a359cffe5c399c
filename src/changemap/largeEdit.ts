import { commitStroke } from '../document/commands';
import { documentStore } from '../document/documentStore';
import type { ChangeMap } from '../document/changeMap/ChangeMap';
import type { TileDelta } from '../document/changeMap/tileDelta';
import { forEachTile } from '../document/changeMap/tileGrid';
import type { Rect } from '../../workers/protocol/geometry';
import { editDeltas, type MapEdit } from './mapEdit';

/** Edits of up to this many pixels are written at once: it takes less than a frame. */
const atOncePx = 1024 * 1024;
/** Time given to a large edit before the window gets its turn, in milliseconds. */
const portionMs = 12;

let writing: Promise<void> = Promise.resolve();

/** Resolves when every large edit begun so far is in the map: whoever reads the map next reads all of it. */
export const editsWritten = (): Promise<void> => writing;

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
 * Writes an edit into the map that is painted, as one entry of the history: at once where it is small, else in portions, after
 * which `onWritten` is called. Where the map was changed meanwhile, the edit is worked out anew over what is there.
 */
export function writeEdit(edit: MapEdit, label: string, onWritten: () => void): void {
  const { changeMap: map, target } = documentStore.getState();
  const { bounds } = edit;
  if (!map || !bounds) return onWritten();
  if (bounds.width * bounds.height <= atOncePx) {
    commitStroke(editDeltas(map, edit), label);
    onWritten();
    return;
  }
  const write = async () => {
    for (let over: ChangeMap | null = map; over; ) {
      const deltas = await deltasInPortions(over, edit, bounds);
      const now = documentStore.getState();
      const same: boolean = now.target.of === target.of && now.target.id === target.id && now.changeMap?.width === over.width && now.changeMap.height === over.height;
      if (same && now.changeMap === over) commitStroke(deltas, label);
      over = same && now.changeMap !== over ? now.changeMap : null;
    }
    onWritten();
  };
  writing = writing.then(write);
}
