import { sha256Of } from './digest';
import type { Manifest } from './manifest';
import { snapshotVersion, type ProjectSnapshot } from './snapshot';

/** A snapshot ready to be written: its JSON and the bytes that are not on disk yet. */
export interface FrozenSnapshot {
  readonly manifest: Manifest;
  readonly fresh: ReadonlyMap<string, Uint8Array>;
}

/** Digests of arrays met before: what a document holds is never written to, only replaced. */
const known = new WeakMap<Uint8Array, string>();

async function digestOnce(bytes: Uint8Array): Promise<string> {
  const before = known.get(bytes);
  if (before !== undefined) return before;
  const digest = await sha256Of(bytes);
  known.set(bytes, digest);
  return digest;
}

/** Names every array by its digest, computed once for each array, and keeps those that `stored` does not know. */
export async function freezeSnapshot(snapshot: ProjectSnapshot, stored: ReadonlySet<string>): Promise<FrozenSnapshot> {
  const fresh = new Map<string, Uint8Array>();
  const keep = async (bytes: Uint8Array): Promise<string> => {
    const digest = await digestOnce(bytes);
    if (!stored.has(digest)) fresh.set(digest, bytes);
    return digest;
  };
  const mapTiles: Record<string, string> = {};
  for (const [key, tile] of snapshot.mapTiles) mapTiles[key] = await keep(tile);
  const { picture, area } = snapshot;
  const layers: Manifest['layers'] = [];
  for (const { id, name, visible, rect, rgba, coverage, recipe = null } of snapshot.layers) {
    const { x, y, width, height } = rect;
    layers.push({ id, name, visible, rect: { x, y, width, height }, rgba: await keep(rgba), coverage: await keep(coverage), recipe });
  }
  const savedPicture =
    picture === null
      ? null
      : { width: picture.width, height: picture.height, name: picture.name, rgba: await keep(picture.rgba), icc: picture.icc === null ? null : await keep(picture.icc) };
  const settings = structuredClone(snapshot.settings) as Manifest['settings'];
  return { manifest: { version: snapshotVersion, picture: savedPicture, mapTiles, layers, settings, area }, fresh };
}
