import { ChangeMap } from './changeMap/ChangeMap';
import { isBlank } from './changeMap/tileFacts';
import { tileColumns, tileRows, tileSizeBytes } from './changeMap/tileGrid';
import { emptyDocument, type Picture } from './documentState';
import { documentStore } from './documentStore';
import { clearHistory } from './history';
import { settingsSchema } from './settingsSchema';
import { snapshotVersion, type ProjectSnapshot } from './storage/snapshot';

/** All of the document that survives a reload. It shares the document's bytes, which are never written to. */
export function snapshot(): ProjectSnapshot {
  const { picture, changeMap, layers, settings, area } = documentStore.getState();
  const mapTiles = new Map<string, Uint8Array>();
  if (changeMap) for (const [index, tile] of changeMap.tiles) mapTiles.set(`${index % changeMap.columns},${Math.floor(index / changeMap.columns)}`, tile);
  return { version: snapshotVersion, picture, mapTiles, layers, settings: { ...settings }, area };
}

/** Puts a saved document in the place of this one, with a fresh history. Settings out of range take their first value. */
export function restore(saved: ProjectSnapshot): void {
  const { picture } = saved;
  clearHistory();
  documentStore.setState((state) => ({
    ...emptyDocument,
    settings: settingsSchema.parse(saved.settings),
    revision: state.revision + 1,
    ...(picture ? { picture, changeMap: mapOf(picture, saved.mapTiles), layers: saved.layers, area: saved.area } : {}),
  }));
}

/** The saved tiles as a map; tiles of a wrong size or place are left out. */
function mapOf(picture: Picture, saved: ProjectSnapshot['mapTiles']): ChangeMap {
  const tiles = new Map<number, Uint8Array>();
  const columns = tileColumns(picture);
  for (const [name, tile] of saved) {
    const [tx = -1, ty = -1] = name.split(',').map(Number);
    const fits = Number.isInteger(tx) && Number.isInteger(ty) && tx >= 0 && ty >= 0 && tx < columns && ty < tileRows(picture);
    if (fits && tile.length === tileSizeBytes && !isBlank(tile)) tiles.set(ty * columns + tx, tile);
  }
  return new ChangeMap(picture, tiles);
}
