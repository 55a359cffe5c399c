import { ChangeMap } from './changeMap/ChangeMap';
import { isBlank } from './changeMap/tileFacts';
import { tileColumns, tileRows, tileSizeBytes } from './changeMap/tileGrid';
import { write } from './commit';
import { emptyDocument, type DocumentState, type Picture } from './documentState';
import { documentStore } from './documentStore';
import { clearHistory } from './history';
import { firstMapId, newMapLayer } from './mapLayer';
import { settingsSchema } from './settingsSchema';
import { snapshotVersion, type ProjectSnapshot, type SavedTiles } from './storage/snapshot';

/** All of the document that survives a reload. It shares the document's bytes, which are never written to. */
export function snapshot(): ProjectSnapshot {
  const { picture, maps, exemplars, guides, layers, settings, area } = documentStore.getState();
  return {
    version: snapshotVersion,
    picture,
    maps: maps.map(({ map, ...layer }) => ({ ...layer, tiles: tilesOf(map) })),
    exemplars: exemplars.map(({ map, hold, ...exemplar }) => ({ ...exemplar, tiles: tilesOf(map), holdTiles: hold && tilesOf(hold) })),
    guides,
    layers,
    settings: { ...settings },
    area,
  };
}

const { picture, maps, exemplars, guides, target, layers, area } = emptyDocument;
const emptyContent = { picture, maps, exemplars, guides, target, layers, area };

/** Puts a saved document in the place of this one, with a fresh history. Settings out of range take their first value. */
export function restore(saved: ProjectSnapshot): void {
  const { picture } = saved;
  clearHistory();
  write({ ...emptyContent, settings: settingsSchema.parse(saved.settings), ...(picture ? contentOf(picture, saved) : {}) });
}

function contentOf(picture: Picture, saved: ProjectSnapshot): Pick<DocumentState, 'picture' | 'maps' | 'exemplars' | 'guides' | 'layers' | 'area'> {
  const maps = saved.maps.map(({ tiles, ...layer }) => ({ ...layer, map: mapOf(picture, tiles) }));
  return {
    picture,
    maps: maps.length > 0 ? maps : [{ ...newMapLayer(firstMapId, 'Map'), map: new ChangeMap(picture) }],
    exemplars: saved.exemplars.map(({ tiles, holdTiles, ...exemplar }) => ({ ...exemplar, map: mapOf(picture, tiles), hold: holdTiles && mapOf(picture, holdTiles) })),
    guides: saved.guides ?? [],
    layers: saved.layers,
    area: saved.area,
  };
}

function tilesOf(map: ChangeMap): SavedTiles {
  return new Map([...map.tiles].map(([index, tile]) => [`${index % map.columns},${Math.floor(index / map.columns)}`, tile]));
}

/** The saved tiles as a map; tiles of a wrong size or place are left out. */
function mapOf(picture: Picture, saved: SavedTiles): ChangeMap {
  const tiles = new Map<number, Uint8Array>();
  const columns = tileColumns(picture);
  for (const [name, tile] of saved) {
    const [tx = -1, ty = -1] = name.split(',').map(Number);
    const fits = Number.isInteger(tx) && Number.isInteger(ty) && tx >= 0 && ty >= 0 && tx < columns && ty < tileRows(picture);
    if (fits && tile.length === tileSizeBytes && !isBlank(tile)) tiles.set(ty * columns + tx, tile);
  }
  return new ChangeMap(picture, tiles);
}
