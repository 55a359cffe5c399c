import { z } from 'zod';
import { guideKinds, guideRoles, type Guide } from '../../guide';
import { id, name, placement, share, shortName, type Codec } from './codec';
import { flatPictureCodec } from './pictureCodec';

const schema = z.strictObject({
  id,
  name,
  visible: z.boolean(),
  kind: z.enum(guideKinds),
  role: z.enum(guideRoles),
  picture: flatPictureCodec.schema,
  placement,
  controlNet: z.string().min(1).max(200).nullable(),
  weight: z.number().min(0).max(4),
  start: share,
  end: share,
});

/** A guide. */
export const guideCodec: Codec<Guide, z.infer<typeof schema>> = {
  schema,
  freeze: async ({ picture, placement: { x, y, scaleX, scaleY, rotation }, ...guide }, keep) => ({
    ...guide,
    name: shortName(guide.name),
    placement: { x, y, scaleX, scaleY, rotation },
    picture: await flatPictureCodec.freeze(picture, keep),
  }),
  thaw: ({ picture, ...guide }, take) => ({ ...guide, picture: flatPictureCodec.thaw(picture, take) }),
};
