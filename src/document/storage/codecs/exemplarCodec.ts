import { z } from 'zod';
import { exemplarValues } from '../../entitySchemas';
import type { Exemplar } from '../../exemplar';
import { changeMapCodec } from './changeMapCodec';
import { id, name, pieces, shortName, type Codec } from './codec';
import { flatPictureCodec } from './pictureCodec';

/** An exemplar's own values, without its maps. */
export const exemplarFields = {
  id,
  name,
  ...exemplarValues,
  picture: flatPictureCodec.schema,
  cutout: pieces.nullable(),
};

const schema = z.strictObject({ ...exemplarFields, map: changeMapCodec.schema, hold: changeMapCodec.schema.nullable() });

/** An exemplar with its own map and what it is held by. */
export const exemplarCodec: Codec<Exemplar, z.infer<typeof schema>> = {
  schema,
  freeze: async ({ picture, cutout, map, hold, crop, placement: place, ...exemplar }, keep) => ({
    ...exemplar,
    name: shortName(exemplar.name),
    crop: { x: crop.x, y: crop.y, width: crop.width, height: crop.height },
    placement: { x: place.x, y: place.y, scaleX: place.scaleX, scaleY: place.scaleY, rotation: place.rotation },
    picture: await flatPictureCodec.freeze(picture, keep),
    cutout: cutout && (await keep(cutout)),
    map: await changeMapCodec.freeze(map, keep),
    hold: hold && (await changeMapCodec.freeze(hold, keep)),
  }),
  thaw: ({ picture, cutout, map, hold, ...exemplar }, take) => ({
    ...exemplar,
    picture: flatPictureCodec.thaw(picture, take),
    cutout: cutout && take(cutout, picture.width * picture.height),
    map: changeMapCodec.thaw(map, take),
    hold: hold && changeMapCodec.thaw(hold, take),
  }),
};
