import { z } from 'zod';
import { edgeSettingsSchema } from '../../../../workers/protocol/mapSources';
import { guideValues, linesValues, peopleValues, placement } from '../../entitySchemas';
import type { Guide } from '../../guide';
import { changeMapCodec } from './changeMapCodec';
import { id, name, shortName, type Codec } from './codec';
import { flatPictureCodec } from './pictureCodec';

const common = { id, name, ...guideValues };

/** Straight lines were once drawn, and found anew in the drawing: what was drawn stays. */
const edges = z
  .strictObject({ ...edgeSettingsSchema.shape, straight: z.unknown().optional() })
  .transform(({ straight, ...found }) => (straight === undefined ? found : null));

/** A picture's members stand beside the others, as they did when guides could be nothing else. */
const pictured = z.strictObject({ ...common, picture: flatPictureCodec.schema, placement });
const drawn = z.strictObject({
  ...common,
  drawing: z.strictObject({ map: changeMapCodec.schema, edges: edges.nullable(), classes: z.literal(true).optional() }),
});
const posed = z.strictObject({ ...common, people: peopleValues });
const lined = z.strictObject({ ...common, ...linesValues.shape });
const schema = z.union([pictured, drawn, posed, lined]);

/** A guide. */
export const guideCodec: Codec<Guide, z.infer<typeof schema>> = {
  schema,
  async freeze({ content, ...guide }, keep) {
    const rest = { ...guide, name: shortName(guide.name) };
    if (content.of === 'drawing')
      return {
        ...rest,
        drawing: { map: await changeMapCodec.freeze(content.map, keep), edges: content.edges, ...(content.classes && { classes: true }) },
      };
    if (content.of === 'pose')
      return { ...rest, people: content.people.map((joints) => joints.map(({ x, y, shown }) => ({ x, y, shown }))) };
    if (content.of === 'segments') return { ...rest, segments: [...content.segments], lines: content.lines };
    const { x, y, scaleX, scaleY, rotation } = content.placement;
    return { ...rest, placement: { x, y, scaleX, scaleY, rotation }, picture: await flatPictureCodec.freeze(content.picture, keep) };
  },
  thaw(saved, take) {
    if ('drawing' in saved) {
      const { drawing, ...guide } = saved;
      return { ...guide, content: { of: 'drawing', ...drawing, map: changeMapCodec.thaw(drawing.map, take) } };
    }
    if ('people' in saved) {
      const { people, ...guide } = saved;
      return { ...guide, content: { of: 'pose', people } };
    }
    if ('segments' in saved) {
      const { segments, lines, ...guide } = saved;
      return { ...guide, content: { of: 'segments', segments, lines } };
    }
    const { picture, placement: place, ...guide } = saved;
    return { ...guide, content: { of: 'picture', picture: flatPictureCodec.thaw(picture, take), placement: place } };
  },
};
