import { z } from 'zod';
import { straightSchema } from '../../../../workers/protocol/mapSources';
import { jointCount } from '../../../../workers/maps/pose/skeleton';
import { maximumPeople } from '../../limits';
import { guideKinds, guideRoles, type Guide } from '../../guide';
import { changeMapCodec } from './changeMapCodec';
import { id, name, placement, share, shortName, type Codec } from './codec';
import { flatPictureCodec } from './pictureCodec';

/** As the map source of that name has them. */
const edges = z.strictObject({ sigmaPx: z.number().min(0).max(16), low: share, high: share, straight: straightSchema.optional() });

const common = {
  id,
  name,
  visible: z.boolean(),
  kind: z.enum(guideKinds),
  role: z.enum(guideRoles),
  controlNet: z.string().min(1).max(200).nullable(),
  weight: z.number().min(0).max(4),
  start: share,
  end: share,
};

/** A picture's members stand beside the others, as they did when guides could be nothing else. */
const pictured = z.strictObject({ ...common, picture: flatPictureCodec.schema, placement });
const drawn = z.strictObject({ ...common, drawing: z.strictObject({ map: changeMapCodec.schema, edges: edges.nullable() }) });
const coordinate = z.number().min(-1e6).max(1e6);
const person = z.array(z.strictObject({ x: coordinate, y: coordinate, shown: z.boolean() })).length(jointCount);
const posed = z.strictObject({ ...common, people: z.array(person).max(maximumPeople) });
const schema = z.union([pictured, drawn, posed]);

/** A guide. */
export const guideCodec: Codec<Guide, z.infer<typeof schema>> = {
  schema,
  async freeze({ content, ...guide }, keep) {
    const rest = { ...guide, name: shortName(guide.name) };
    if (content.of === 'drawing')
      return { ...rest, drawing: { map: await changeMapCodec.freeze(content.map, keep), edges: content.edges } };
    if (content.of === 'pose')
      return { ...rest, people: content.people.map((joints) => joints.map(({ x, y, shown }) => ({ x, y, shown }))) };
    const { x, y, scaleX, scaleY, rotation } = content.placement;
    return { ...rest, placement: { x, y, scaleX, scaleY, rotation }, picture: await flatPictureCodec.freeze(content.picture, keep) };
  },
  thaw(saved, take) {
    if ('drawing' in saved) {
      const { drawing, ...guide } = saved;
      return { ...guide, content: { of: 'drawing', map: changeMapCodec.thaw(drawing.map, take), edges: drawing.edges } };
    }
    if ('people' in saved) {
      const { people, ...guide } = saved;
      return { ...guide, content: { of: 'pose', people } };
    }
    const { picture, placement: place, ...guide } = saved;
    return { ...guide, content: { of: 'picture', picture: flatPictureCodec.thaw(picture, take), placement: place } };
  },
};
