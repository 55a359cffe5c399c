import { digestsOf, type Manifest } from './manifest';
import { tileBytes, type ProjectSnapshot, type SavedLayer } from './snapshot';

/** Reads stored bytes by digest; undefined where they are gone or no longer what their digest says. */
export type BlobReader = (digest: string) => Promise<Uint8Array | undefined>;

/**
 * Puts a snapshot together again; null where any of its bytes is missing, altered or of the wrong length. All are
 * read even then, so that the reader knows every one that is.
 */
export async function thawSnapshot(manifest: Manifest, read: BlobReader): Promise<ProjectSnapshot | null> {
  const blobs = new Map<string, Uint8Array>();
  for (const digest of digestsOf(manifest)) {
    const bytes = await read(digest);
    if (bytes !== undefined) blobs.set(digest, bytes);
  }
  const take = (digest: string, sizeBytes: number): Uint8Array | null => {
    const bytes = blobs.get(digest);
    return bytes?.length === sizeBytes ? bytes : null;
  };

  const mapTiles = new Map<string, Uint8Array>();
  for (const [key, digest] of Object.entries(manifest.mapTiles)) {
    const tile = take(digest, tileBytes);
    if (tile === null) return null;
    // Two tiles of the same content share stored bytes, but are painted on apart.
    mapTiles.set(key, tile.slice());
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
  if (picture === null) return { version, picture: null, mapTiles, layers, settings, area };
  const rgba = take(picture.rgba, picture.width * picture.height * 4);
  const icc = picture.icc === null ? null : blobs.get(picture.icc);
  if (rgba === null || icc === undefined) return null;
  return { version, picture: { ...picture, rgba, icc }, mapTiles, layers, settings, area };
}
