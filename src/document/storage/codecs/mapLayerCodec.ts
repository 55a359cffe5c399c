import { z } from 'zod';
import { mapValues } from '../../entitySchemas';
import type { MapLayer } from '../../mapLayer';
import { changeMapCodec } from './changeMapCodec';
import { id, name, shortName, type Codec } from './codec';

/** A map's own values, without its pixels. */
export const mapFields = { id, name, ...mapValues };

const schema = z.strictObject({ ...mapFields, map: changeMapCodec.schema });

/** One of the scene's maps. */
export const mapLayerCodec: Codec<MapLayer, z.infer<typeof schema>> = {
  schema,
  freeze: async ({ map, ...layer }, keep) => ({
    ...layer,
    name: shortName(layer.name),
    modifiers: [...layer.modifiers],
    map: await changeMapCodec.freeze(map, keep),
  }),
  thaw: ({ map, ...layer }, take) => ({ ...layer, map: changeMapCodec.thaw(map, take) }),
};
