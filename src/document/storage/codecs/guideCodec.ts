import { z } from 'zod';
import { edgeValues, guideValues, peopleValues, placement } from '../../entitySchemas';
import type { Guide } from '../../guide';
import { changeMapCodec } from './changeMapCodec';
import { id, name, shortName, type Codec } from './codec';
import { flatPictureCodec } from './pictureCodec';

const common = { id, name, ...guideValues };

/** A picture's members stand beside the others, as they did when guides could be nothing else. */
const pictured = z.strictObject({ ...common, picture: flatPictureCodec.schema, placement });
const drawn = z.strictObject({ ...common, drawing: z.strictObject({ map: changeMapCodec.schema, edges: edgeValues.nullable() }) });
const posed = z.strictObject({ ...common, people: peopleValues });
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
