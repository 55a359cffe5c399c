import { z } from 'zod';
import { generationAreaSchema } from '../../../../workers/protocol/recipe';
import type { DocumentState } from '../../documentState';
import { maximumExemplars, maximumGuides, maximumLayers, maximumMaps, maximumWaiting } from '../../limits';
import { gridSchema, maximumGrids } from '../../results/grid';
import { maximumResults } from '../../results/resultBudget';
import { settingsSchema } from '../../settingsSchema';
import { freezeMembers, id, listOf, optional, plain, schemasOf, thawMembers, type Codec, type SavedOf, type ValuesOf } from './codec';
import { exemplarCodec } from './exemplarCodec';
import { guideCodec } from './guideCodec';
import { layerCodec } from './layerCodec';
import { mapLayerCodec } from './mapLayerCodec';
import { pictureCodec } from './pictureCodec';
import { poseSchema, resultCodec } from './resultCodec';

/** Newest form of a saved document that this version writes and reads. */
export const documentVersion = 3;

/** All of a document that survives a reload. Its arrays are never written to: a change brings new ones. */
export type DocumentContent = Omit<DocumentState, 'changeMap' | 'target' | 'revision'>;

/** The parts that commands replace, each with its limit. */
export const partCodecs = {
  documentId: plain(id),
  picture: optional(pictureCodec),
  pose: plain(poseSchema),
  maps: listOf(mapLayerCodec, maximumMaps),
  exemplars: listOf(exemplarCodec, maximumExemplars),
  guides: listOf(guideCodec, maximumGuides),
  layers: listOf(layerCodec, maximumLayers),
  area: plain(generationAreaSchema.nullable()),
};

const runMarkSchema = z.strictObject({
  documentId: id,
  settings: settingsSchema,
  rest: z.array(settingsSchema).max(maximumWaiting).readonly().optional(),
});

const members = {
  ...partCodecs,
  results: listOf(resultCodec, maximumResults),
  grids: plain(z.array(gridSchema).max(maximumGrids).readonly().default([])),
  settings: plain(settingsSchema),
  runMark: plain(runMarkSchema.nullable()),
};

const schema = z.strictObject({ version: z.literal(documentVersion), ...schemasOf(members) });

export type SavedDocument = z.infer<typeof schema>;

/** A whole document. */
export const documentCodec: Codec<DocumentContent, SavedDocument> = {
  schema,
  freeze: async (content, keep) => ({
    version: documentVersion,
    ...((await freezeMembers(members, content, keep)) as SavedOf<typeof members>),
  }),
  thaw: (saved, take) => thawMembers(members, saved, take) as ValuesOf<typeof members>,
};
