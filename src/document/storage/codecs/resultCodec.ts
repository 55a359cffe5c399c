import { z } from 'zod';
import { maximumSteps, recipeSchema } from '../../../../workers/protocol/recipe';
import type { Result } from '../../results/result';
import { rect, side } from '../../entitySchemas';
import { id, pieces, type Codec } from './codec';

const unit = z.int().min(-1).max(1);
export const poseSchema = z.strictObject({ xx: unit, xy: unit, yx: unit, yy: unit, x: z.int(), y: z.int() });

const grey = z.strictObject({ width: side, height: side, data: pieces });
const count = z.number().min(0);

const schema = z.strictObject({
  id,
  number: z.int().min(1),
  documentId: id,
  pose: poseSchema,
  starred: z.boolean(),
  madeAt: z.number(),
  rect,
  rgba: pieces,
  coverage: pieces,
  recipe: recipeSchema,
  provider: z.enum(['webgpu', 'wasm', 'cpu']),
  evaluations: z.strictObject({ done: count, skipped: count, reused: count }),
  seconds: z.number(),
  automaticMap: grey.optional(),
  latentMap: grey.optional(),
  guided: z
    .strictObject({
      guidanceImage: pieces.nullable(),
      distances: z.array(z.strictObject({ background: z.number().nullable(), guide: z.number().nullable() })).max(maximumSteps),
    })
    .optional(),
  notes: z.array(z.string()).optional(),
});

/** A result, with whatever maps it brought. */
export const resultCodec: Codec<Result, z.infer<typeof schema>> = {
  schema,
  async freeze({ id: own, number, documentId, pose, starred, madeAt, provider, evaluations, seconds, ...result }, keep) {
    const {
      rect: { x, y, width, height },
      rgba,
      coverage,
      recipe,
      automaticMap,
      latentMap,
      guided,
      notes,
    } = result;
    const keepGrey = async (map: NonNullable<Result['latentMap']>) => ({
      width: map.width,
      height: map.height,
      data: await keep(map.data),
    });
    return {
      ...{ id: own, number, documentId, pose, starred, madeAt, provider, evaluations, seconds, recipe },
      rect: { x, y, width, height },
      rgba: await keep(rgba),
      coverage: await keep(coverage),
      ...(automaticMap && { automaticMap: await keepGrey(automaticMap) }),
      ...(latentMap && { latentMap: await keepGrey(latentMap) }),
      ...(guided && {
        guided: {
          guidanceImage: guided.guidanceImage && (await keep(guided.guidanceImage)),
          distances: guided.distances.map(({ background, guide }) => ({ background, guide })),
        },
      }),
      ...(notes && { notes: [...notes] }),
    };
  },
  thaw({ rgba, coverage, automaticMap, latentMap, guided, notes, ...result }, take) {
    const pixels = result.rect.width * result.rect.height;
    const takeGrey = ({ width, height, data }: z.infer<typeof grey>) => ({ width, height, data: take(data, width * height) });
    return {
      ...result,
      rgba: take(rgba, pixels * 4),
      coverage: take(coverage, pixels),
      ...(automaticMap && { automaticMap: takeGrey(automaticMap) }),
      ...(latentMap && { latentMap: takeGrey(latentMap) }),
      ...(guided && { guided: { ...guided, guidanceImage: guided.guidanceImage && take(guided.guidanceImage, pixels * 4) } }),
      ...(notes && { notes }),
    };
  },
};
