import { Fault } from '../../workers/protocol/faults';
import type { MapCombination, MapModifier } from '../../workers/protocol/mapModifiers';
import type { MapLayer as ComposedLayer, MapTiles } from '../../workers/protocol/mapWorker';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { tileColumns, tileRows, tileSizeBytes } from '../../workers/maps/tiles/tileGrid';
import type { Size } from '../../workers/protocol/geometry';
import { documentStore } from '../document/documentStore';
import { setMaps } from '../document/mapCommands';
import type { MapLayer } from '../document/mapLayer';
import { combineAll } from './combinedMap';
import { composedLayer } from './mapStack';
import { mapWorker } from './mapWorker';
import { tr } from '../../workers/texts/texts';

/** Why a map cannot be merged into the one below without changing what they give together; null: it can. */
export function mergeRefusal(maps: readonly MapLayer[], id: string): string | null {
  const at = maps.findIndex((layer) => layer.id === id);
  const upper = maps[at];
  const lower = maps[at - 1];
  if (!upper || !lower) return tr`There is no map below.`;
  if (!upper.visible || !lower.visible) return tr`A hidden map cannot be merged. Show both first.`;
  const isLowest = maps.slice(0, at - 1).every(({ visible }) => !visible);
  if (isLowest || upper.combination === lower.combination) return null;
  return tr`These two meet the maps below in different ways. Merge the ones below first.`;
}

const compose = (size: Size, layers: readonly ComposedLayer[]): Promise<MapTiles> =>
  mapWorker().compose({ width: size.width, height: size.height, layers, rect: null });

/** A map that is 255 everywhere; its tiles are one and the same. */
function whiteMap(size: Size): MapTiles {
  const tile = new Uint8Array(tileSizeBytes).fill(255);
  return {
    width: size.width,
    height: size.height,
    tiles: new Map(Array.from({ length: tileColumns(size) * tileRows(size) }, (_, index) => [index, tile])),
  };
}

const plain = (map: MapTiles, modifiers: readonly MapModifier[] = []): ComposedLayer => ({ map, modifiers, how: 'maximum', opacity: 1 });

/** The one map that does, combined that way, what the two do one after the other. */
async function mergedTiles(lower: MapLayer, upper: MapLayer, isLowest: boolean): Promise<{ tiles: MapTiles; combination: MapCombination }> {
  const two = [composedLayer(lower), composedLayer(upper)];
  const size = lower.map;
  if (isLowest || upper.combination === 'maximum') return { tiles: await compose(size, two), combination: 'maximum' };
  const ofWhite = await compose(size, [plain(whiteMap(size)), ...two]);
  if (upper.combination === 'multiply') return { tiles: ofWhite, combination: 'multiply' };
  return { tiles: await compose(size, [plain(ofWhite, [{ kind: 'invert' }])]), combination: 'subtract' };
}

function stillThere(used: readonly MapLayer[]): readonly MapLayer[] {
  const { maps } = documentStore.getState();
  if (!used.every((layer) => maps.includes(layer)))
    throw new Fault('bad-map', tr`The maps changed while they were being merged.`, tr`Merge them again.`);
  return maps;
}

/**
 * Merges a map into the one below, after the modifiers of both; what the maps give together stays the same. One entry of the
 * history.
 * @throws Fault
 */
export async function mergeDown(id: string): Promise<void> {
  const { maps } = documentStore.getState();
  const refusal = mergeRefusal(maps, id);
  if (refusal) throw new Fault('bad-map', refusal, tr`The maps are as they were.`);
  const at = maps.findIndex((layer) => layer.id === id);
  const upper = maps[at];
  const lower = maps[at - 1];
  if (!upper || !lower) return;
  const { tiles, combination } = await mergedTiles(
    lower,
    upper,
    maps.slice(0, at - 1).every(({ visible }) => !visible),
  );
  const merged: MapLayer = { ...lower, opacity: 1, combination, modifiers: [], map: new ChangeMap(tiles, tiles.tiles) };
  const now = stillThere([lower, upper]);
  setMaps(
    now.filter((layer) => layer !== upper).map((layer) => (layer === lower ? merged : layer)),
    tr`Merge down`,
    { of: 'scene', id: lower.id },
  );
}

/** Makes one map of all visible ones, in the place of the lowest of them. One entry of the history. @throws Fault */
export async function mergeVisible(): Promise<void> {
  const { maps } = documentStore.getState();
  const visible = maps.filter((layer) => layer.visible);
  const [lowest] = visible;
  const map = await combineAll(maps);
  if (!lowest || !map) return;
  const now = stillThere(visible);
  const merged: MapLayer = { ...lowest, opacity: 1, combination: 'maximum', modifiers: [], map };
  setMaps(
    now.flatMap((layer) => (layer === lowest ? [merged] : visible.includes(layer) ? [] : [layer])),
    tr`Merge visible maps`,
    { of: 'scene', id: lowest.id },
  );
}

/** Lays a copy of a map, with its modifiers, above it and paints on the copy. */
export function duplicateMap(id: string): void {
  const { maps } = documentStore.getState();
  const at = maps.findIndex((layer) => layer.id === id);
  const source = maps[at];
  if (!source) return;
  const copy: MapLayer = { ...source, id: crypto.randomUUID(), name: `${source.name} copy` };
  setMaps([...maps.slice(0, at + 1), copy, ...maps.slice(at + 1)], tr`Duplicate map`, { of: 'scene', id: copy.id });
}
