import { z } from 'zod';
import { coloursSchema } from '../../../../workers/protocol/colours';
import type { Picture } from '../../documentState';
import { side } from '../../entitySchemas';
import { name, pieces, shortName, type Codec } from './codec';

const flatSchema = z.strictObject({ width: side, height: side, name, rgba: pieces });

const extension = z.strictObject({
  fill: z.enum(['edges', 'mirror']),
  noise: z.number().min(0).max(255),
  seed: z.int().min(0).max(0xffff_ffff),
});

const pictureSchema = flatSchema.extend({
  icc: pieces.nullable(),
  notes: pieces.optional(),
  colours: coloursSchema.optional(),
  extension: extension.optional(),
});

type FlatPicture = Pick<Picture, 'width' | 'height' | 'name' | 'rgba'>;

/** The picture of an exemplar or a guide. */
export const flatPictureCodec: Codec<FlatPicture, z.infer<typeof flatSchema>> = {
  schema: flatSchema,
  freeze: async ({ width, height, name: text, rgba }, keep) => ({ width, height, name: shortName(text), rgba: await keep(rgba) }),
  thaw: ({ width, height, name: text, rgba }, take) => ({ width, height, name: text, rgba: take(rgba, width * height * 4) }),
};

/** The document's picture, with its ICC profile and what else its file said. */
export const pictureCodec: Codec<Picture, z.infer<typeof pictureSchema>> = {
  schema: pictureSchema,
  freeze: async (picture, keep) => ({
    ...(await flatPictureCodec.freeze(picture, keep)),
    icc: picture.icc && (await keep(picture.icc)),
    ...(picture.notes && { notes: await keep(picture.notes) }),
    ...(picture.colours && { colours: picture.colours }),
    ...(picture.extension && { extension: { ...picture.extension } }),
  }),
  thaw: ({ icc, notes, colours, extension: made, ...flat }, take) => ({
    ...flatPictureCodec.thaw(flat, take),
    icc: icc && take(icc, null),
    ...(notes && { notes: take(notes, null) }),
    ...(colours && { colours }),
    ...(made && { extension: made }),
  }),
};
