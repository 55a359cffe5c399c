import type { Guide } from '../guide';
import { digestsOf, type Manifest } from './manifest';
import { joinPieces } from './pieces';
import { tileBytes, type ProjectSnapshot, type SavedExemplar, type SavedLayer, type SavedMap, type SavedTiles } from './snapshot';

/** Reads a stored piece by its digest; undefined where it is gone or no longer what its digest says. */
type PieceReader = (digest: string) => Promise<Uint8Array | undefined>;

/**
 * Puts a snapshot together again; null where any of its pieces is missing, altered or of the wrong length. All are read even
 * then, so that the reader knows every one that is.
 */
export async function thawSnapshot(manifest: Manifest, read: PieceReader): Promise<ProjectSnapshot | null> {
  const stored = new Map<string, Uint8Array>();
  for (const digest of digestsOf(manifest)) {
    const piece = await read(digest);
    if (piece !== undefined) stored.set(digest, piece);
  }
  /** The array of these pieces, in bytes of its own; null where it is not whole, or not of the length that it must have. */
  const take = (digests: readonly string[], sizeBytes: number | null): Uint8Array | null => {
    const pieces = digests.map((digest) => stored.get(digest)).filter((piece) => piece !== undefined);
    const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
    return pieces.length < digests.length || (sizeBytes !== null && total !== sizeBytes) ? null : joinPieces(pieces);
  };

  const takeTiles = (named: Readonly<Record<string, string>>): SavedTiles | null => {
    const tiles = new Map<string, Uint8Array>();
    for (const [key, digest] of Object.entries(named)) {
      const tile = take([digest], tileBytes);
      if (tile === null) return null;
      tiles.set(key, tile);
    }
    return tiles;
  };

  const maps: SavedMap[] = [];
  for (const map of manifest.maps) {
    const tiles = takeTiles(map.tiles);
    if (tiles === null) return null;
    maps.push({ ...map, tiles });
  }
  const exemplars: SavedExemplar[] = [];
  for (const exemplar of manifest.exemplars) {
    const pixels = exemplar.picture.width * exemplar.picture.height;
    const rgba = take(exemplar.picture.rgba, pixels * 4);
    const cutout = exemplar.cutout && take(exemplar.cutout, pixels);
    const tiles = takeTiles(exemplar.tiles);
    const holdTiles = exemplar.holdTiles && takeTiles(exemplar.holdTiles);
    if (rgba === null || tiles === null || (exemplar.cutout && !cutout) || (exemplar.holdTiles && !holdTiles)) return null;
    exemplars.push({ ...exemplar, picture: { ...exemplar.picture, rgba }, cutout, tiles, holdTiles });
  }
  const guides: Guide[] = [];
  for (const guide of manifest.guides) {
    const rgba = take(guide.picture.rgba, guide.picture.width * guide.picture.height * 4);
    if (rgba === null) return null;
    guides.push({ ...guide, picture: { ...guide.picture, rgba } });
  }
  const layers: SavedLayer[] = [];
  for (const layer of manifest.layers) {
    const pixels = layer.rect.width * layer.rect.height;
    const rgba = take(layer.rgba, pixels * 4);
    const coverage = take(layer.coverage, pixels);
    if (rgba === null || coverage === null) return null;
    layers.push({ ...layer, rgba, coverage });
  }
  const { picture, version, area, settings } = manifest;
  if (picture === null) return { version, picture: null, maps, exemplars, guides, layers, settings, area };
  const rgba = take(picture.rgba, picture.width * picture.height * 4);
  const icc = picture.icc === null ? null : take(picture.icc, null);
  if (rgba === null || (icc === null && picture.icc !== null)) return null;
  return { version, picture: { ...picture, rgba, icc }, maps, exemplars, guides, layers, settings, area };
}
