import { z } from 'zod';
import { recipeSchema } from '../../../../workers/protocol/recipe';
import type { Layer } from '../../documentState';
import { layerValues, rect } from '../../entitySchemas';
import { id, name, pieces, shortName, type Codec } from './codec';

const schema = z.strictObject({
  id,
  name,
  ...layerValues,
  rect,
  rgba: pieces,
  coverage: pieces,
  recipe: recipeSchema.nullable(),
  resultId: id.optional(),
});

/** An accepted result. */
export const layerCodec: Codec<Layer, z.infer<typeof schema>> = {
  schema,
  freeze: async (
    { id: own, name: text, visible, opacity, rect: { x, y, width, height }, rgba, coverage, recipe = null, resultId },
    keep,
  ) => ({
    id: own,
    name: shortName(text),
    visible,
    ...(opacity !== undefined && { opacity }),
    rect: { x, y, width, height },
    rgba: await keep(rgba),
    coverage: await keep(coverage),
    recipe,
    ...(resultId !== undefined && { resultId }),
  }),
  thaw({ rgba, coverage, ...layer }, take) {
    const pixels = layer.rect.width * layer.rect.height;
    return { ...layer, rgba: take(rgba, pixels * 4), coverage: take(coverage, pixels) };
  },
};
