import { z } from 'zod';
import { mapCombinationSchema, modifierStackSchema } from '../../../workers/protocol/mapModifiers';
import { generationAreaSchema, maximumSidePx, recipeSchema } from '../../../workers/protocol/recipe';
import { guideKinds, guideRoles } from '../guide';
import { firstMapId, newMapLayer } from '../mapLayer';
import { snapshotVersion } from './snapshot';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** An array, as the digests of its pieces in order. */
const pieces = z.array(digest).max(1000);
const side = z.int().min(1).max(maximumSidePx);
const rect = z.strictObject({ x: z.int(), y: z.int(), width: side, height: side });
const tiles = z.record(z.string().regex(/^\d{1,3},\d{1,3}$/), digest);
const name = z.string().max(1000);
const id = z.string().max(200);
const share = z.number().min(0).max(1);
const far = z.number().min(-1e6).max(1e6);
const placement = z.strictObject({ x: far, y: far, scaleX: far, scaleY: far, rotation: far });

const mapSchema = z.strictObject({ id, name, visible: z.boolean(), opacity: share, combination: mapCombinationSchema, modifiers: modifierStackSchema, tiles });

const exemplarSchema = z.strictObject({
  id,
  name,
  visible: z.boolean(),
  opacity: share,
  picture: z.strictObject({ width: side, height: side, name, rgba: pieces }),
  cutout: pieces.nullable(),
  crop: rect,
  placement,
  bandPx: z.number().min(0).max(maximumSidePx),
  tiles,
  mapPainted: z.boolean(),
  holdTiles: tiles.nullable(),
});

const guideSchema = z.strictObject({
  id,
  name,
  visible: z.boolean(),
  kind: z.enum(guideKinds),
  role: z.enum(guideRoles),
  picture: z.strictObject({ width: side, height: side, name, rgba: pieces }),
  placement,
  controlNet: z.string().min(1).max(200).nullable(),
  weight: z.number().min(0).max(4),
  start: share,
  end: share,
});

const extension = z.strictObject({ fill: z.enum(['edges', 'mirror']), noise: z.number().min(0).max(255), seed: z.int().min(0).max(0xffff_ffff) });

const shared = {
  picture: z.strictObject({ width: side, height: side, name, rgba: pieces, icc: pieces.nullable(), extension: extension.optional() }).nullable(),
  layers: z.array(z.strictObject({ id, name, visible: z.boolean(), rect, rgba: pieces, coverage: pieces, recipe: recipeSchema.nullable() })).max(10_000),
  settings: z.record(z.string(), z.json()),
  area: generationAreaSchema.nullable(),
};

/** Version 1 knew a single map. */
const firstManifestSchema = z.strictObject({ version: z.literal(1), mapTiles: tiles, ...shared }).transform(({ mapTiles, ...rest }) => {
  return { ...rest, version: snapshotVersion as typeof snapshotVersion, maps: [{ ...newMapLayer(firstMapId, 'Map'), tiles: mapTiles }], exemplars: [], guides: [] };
});

const newestManifestSchema = z.strictObject({ version: z.literal(snapshotVersion), maps: z.array(mapSchema).max(100), exemplars: z.array(exemplarSchema).max(100), guides: z.array(guideSchema).max(100).default([]), ...shared });

export type Manifest = z.infer<typeof newestManifestSchema>;

/** A snapshot's JSON part, in whichever version: bytes are named by their sha256 and kept beside it. */
const manifestSchema: z.ZodType<Manifest> = z.union([newestManifestSchema, firstManifestSchema]);

/** Every digest that a manifest names. */
export function digestsOf({ picture, maps, exemplars, guides, layers }: Manifest): Set<string> {
  const digests = new Set<string>();
  const add = (pieces: readonly string[] | null | undefined): void => pieces?.forEach((digest) => digests.add(digest));
  add(picture?.rgba);
  add(picture?.icc);
  for (const map of maps) add(Object.values(map.tiles));
  for (const exemplar of exemplars) {
    add(exemplar.picture.rgba);
    add(exemplar.cutout);
    add(Object.values(exemplar.tiles));
    add(exemplar.holdTiles && Object.values(exemplar.holdTiles));
  }
  for (const guide of guides) add(guide.picture.rgba);
  for (const layer of layers) {
    add(layer.rgba);
    add(layer.coverage);
  }
  return digests;
}

/** The version that a manifest's text claims, or null where it is not even that. */
export function claimedVersion(text: string): number | null {
  try {
    return z.looseObject({ version: z.int() }).parse(JSON.parse(text)).version;
  } catch {
    return null;
  }
}

/** The manifest in a text, or null where it is damaged. */
export function parseManifest(text: string): Manifest | null {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
