import type { Manifest } from './manifest';
import { pieceDigests, piecesOf } from './pieces';
import { snapshotVersion, type ProjectSnapshot, type SavedTiles } from './snapshot';

/** A snapshot ready to be written: its JSON and, by digest, views of the pieces that are not on disk yet. */
interface FrozenSnapshot {
  readonly manifest: Manifest;
  readonly fresh: ReadonlyMap<string, Uint8Array>;
}

/** Names every array by the digests of its pieces and keeps those pieces that `stored` does not know. */
export async function freezeSnapshot(snapshot: ProjectSnapshot, stored: ReadonlySet<string>): Promise<FrozenSnapshot> {
  const fresh = new Map<string, Uint8Array>();
  const keep = async (bytes: Uint8Array): Promise<string[]> => {
    const digests = await pieceDigests(bytes);
    const pieces = piecesOf(bytes);
    digests.forEach((digest, i) => {
      const piece = pieces[i];
      if (piece !== undefined && !stored.has(digest)) fresh.set(digest, piece);
    });
    return [...digests];
  };
  const keepTiles = async (tiles: SavedTiles): Promise<Record<string, string>> => {
    const digests: Record<string, string> = {};
    for (const [key, tile] of tiles) digests[key] = (await keep(tile))[0] ?? '';
    return digests;
  };
  const maps: Manifest['maps'] = [];
  for (const { tiles, ...map } of snapshot.maps) maps.push({ ...map, tiles: await keepTiles(tiles) });
  const exemplars: Manifest['exemplars'] = [];
  for (const { picture, cutout, tiles, holdTiles, crop, placement, ...exemplar } of snapshot.exemplars) {
    const { width, height, name } = picture;
    exemplars.push({
      ...exemplar,
      crop: { ...crop },
      placement: { ...placement },
      picture: { width, height, name, rgba: await keep(picture.rgba) },
      cutout: cutout && (await keep(cutout)),
      tiles: await keepTiles(tiles),
      holdTiles: holdTiles && (await keepTiles(holdTiles)),
    });
  }
  const guides: Manifest['guides'] = [];
  for (const { picture, placement, ...guide } of snapshot.guides ?? []) {
    const { width, height, name } = picture;
    guides.push({ ...guide, placement: { ...placement }, picture: { width, height, name, rgba: await keep(picture.rgba) } });
  }
  const { picture, area } = snapshot;
  const layers: Manifest['layers'] = [];
  for (const { id, name, visible, rect, rgba, coverage, recipe = null } of snapshot.layers) {
    const { x, y, width, height } = rect;
    layers.push({ id, name, visible, rect: { x, y, width, height }, rgba: await keep(rgba), coverage: await keep(coverage), recipe });
  }
  const savedPicture =
    picture === null
      ? null
      : { width: picture.width, height: picture.height, name: picture.name, rgba: await keep(picture.rgba), icc: picture.icc === null ? null : await keep(picture.icc), ...(picture.extension && { extension: { ...picture.extension } }) };
  const settings = structuredClone(snapshot.settings) as Manifest['settings'];
  return { manifest: { version: snapshotVersion, picture: savedPicture, maps, exemplars, guides, layers, settings, area }, fresh };
}
