import { z } from 'zod';
import { generationAreaSchema, maximumSidePx, recipeSchema } from '../../../workers/protocol/recipe';
import { snapshotVersion } from './snapshot';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** An array, as the digests of its pieces in order. */
const pieces = z.array(digest).max(1000);
const side = z.int().min(1).max(maximumSidePx);

/** A snapshot's JSON part: bytes are named by their sha256 and kept beside it. */
export const manifestSchema = z.strictObject({
  version: z.literal(snapshotVersion),
  picture: z.strictObject({ width: side, height: side, name: z.string().max(1000), rgba: pieces, icc: pieces.nullable() }).nullable(),
  mapTiles: z.record(z.string().regex(/^\d{1,3},\d{1,3}$/), digest),
  layers: z
    .array(
      z.strictObject({
        id: z.string().max(200),
        name: z.string().max(1000),
        visible: z.boolean(),
        rect: z.strictObject({ x: z.int(), y: z.int(), width: side, height: side }),
        rgba: pieces,
        coverage: pieces,
        recipe: recipeSchema.nullable(),
      }),
    )
    .max(10_000),
  settings: z.record(z.string(), z.json()),
  area: generationAreaSchema.nullable(),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Every digest that a manifest names. */
export function digestsOf(manifest: Manifest): Set<string> {
  const digests = new Set<string>(Object.values(manifest.mapTiles));
  const add = (pieces: readonly string[] | null | undefined): void => pieces?.forEach((digest) => digests.add(digest));
  add(manifest.picture?.rgba);
  add(manifest.picture?.icc);
  for (const layer of manifest.layers) {
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
