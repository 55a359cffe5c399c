import { z } from 'zod';
import { generationAreaSchema } from '../../../../workers/protocol/recipe';
import { firstPose } from '../../canvas/canvasPose';
import { maximumExemplars, maximumGuides, maximumLayers, maximumMaps } from '../../limits';
import { firstMapId, newMapLayer } from '../../mapLayer';
import { settingsSchema } from '../../settingsSchema';
import { savedTiles } from './changeMapCodec';
import { documentVersion, type SavedDocument } from './documentCodec';
import { exemplarFields } from './exemplarCodec';
import { guideCodec } from './guideCodec';
import { layerCodec } from './layerCodec';
import { mapFields } from './mapLayerCodec';
import { pictureCodec } from './pictureCodec';

const shared = {
  picture: pictureCodec.schema.nullable(),
  layers: z.array(layerCodec.schema).max(maximumLayers),
  settings: settingsSchema,
  area: generationAreaSchema.nullable(),
};

/** Version 2: maps were as large as the picture and did not say so; there were neither results nor poses. */
const secondSchema = z.strictObject({
  version: z.literal(2),
  maps: z.array(z.strictObject({ ...mapFields, tiles: savedTiles })).max(maximumMaps),
  exemplars: z.array(z.strictObject({ ...exemplarFields, tiles: savedTiles, holdTiles: savedTiles.nullable() })).max(maximumExemplars),
  guides: z.array(guideCodec.schema).max(maximumGuides).default([]),
  ...shared,
});

/** Version 1 knew a single map. */
const firstSchema = z.strictObject({ version: z.literal(1), mapTiles: savedTiles, ...shared }).transform(({ mapTiles, ...rest }) => ({
  ...rest,
  version: 2 as const,
  maps: [{ ...newMapLayer(firstMapId, 'Map'), modifiers: [], tiles: mapTiles }],
  exemplars: [],
  guides: [],
}));

function brought({ maps, exemplars, ...rest }: z.infer<typeof secondSchema>): SavedDocument {
  const { picture } = rest;
  const sized = (tiles: z.infer<typeof savedTiles>) => ({ width: picture?.width ?? 1, height: picture?.height ?? 1, tiles });
  return {
    ...rest,
    version: documentVersion,
    documentId: picture ? crypto.randomUUID() : '',
    pose: { ...firstPose },
    maps: picture ? maps.map(({ tiles, ...map }) => ({ ...map, map: sized(tiles) })) : [],
    exemplars: picture
      ? exemplars.map(({ tiles, holdTiles, ...exemplar }) => ({ ...exemplar, map: sized(tiles), hold: holdTiles && sized(holdTiles) }))
      : [],
    results: [],
    grids: [],
    runMark: null,
  };
}

/** What former versions saved, as this one would have. */
export const olderDocumentSchema: z.ZodType<SavedDocument> = z.union([secondSchema, firstSchema]).transform(brought);
