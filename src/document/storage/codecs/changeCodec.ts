import { z } from 'zod';
import { packDelta, type TileDelta } from '../../changeMap/tileDelta';
import { tileSidePx } from '../../../../workers/maps/tiles/tileGrid';
import { initialSettings, type Settings } from '../../documentState';
import type { Change } from '../../history/change';
import { settingsSchema } from '../../settingsSchema';
import { freezeMembers, id, pieces, plain, schemasOf, thawMembers, type Codec, type Keep, type Take } from './codec';
import { partCodecs } from './documentCodec';
import { resultCodec } from './resultCodec';

const target = z.strictObject({ of: z.enum(['scene', 'exemplar', 'hold', 'guide']), id });
const members = { ...partCodecs, target: plain(target) };
const parts = z.strictObject(schemasOf(members)).partial();

/** Some settings: those that are named, each within its range. */
const someSettings = z.looseObject({}).transform((given): Partial<Settings> => {
  const whole = settingsSchema.parse({ ...initialSettings, ...given });
  return Object.fromEntries(Object.entries(whole).filter(([key]) => key in given));
});

const offset = z
  .int()
  .min(0)
  .max(tileSidePx - 1);
const length = z.int().min(1).max(tileSidePx);
const delta = z
  .strictObject({
    index: z.int().min(0),
    ...{ x: offset, y: offset, width: length, height: length },
    /** One number, or deflated bytes of the box. */
    difference: z.union([z.int().min(1).max(255), pieces]),
  })
  .refine(({ x, y, width, height }) => x + width <= tileSidePx && y + height <= tileSidePx);

const schema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('parts'), before: parts, after: parts, bytes: z.number().min(0) }),
  z.strictObject({ kind: z.literal('tiles'), target, deltas: z.array(delta), wasPainted: z.boolean() }),
  z.strictObject({ kind: z.literal('settings'), before: someSettings, after: someSettings }),
  z.strictObject({ kind: z.literal('discard'), result: resultCodec.schema }),
]);

/** Packed first: bytes under a digest never become others. */
async function freezeDelta(made: TileDelta, keep: Keep): Promise<z.infer<typeof delta>> {
  packDelta(made);
  const { index, x, y, width, height, difference } = made;
  return { index, x, y, width, height, difference: typeof difference === 'number' ? difference : await keep(difference.bytes) };
}

const thawDelta = ({ difference, ...box }: z.infer<typeof delta>, take: Take): TileDelta => ({
  ...box,
  difference: typeof difference === 'number' ? difference : { bytes: take(difference, null), packed: true },
});

/** A change that can be taken back. */
export const changeCodec: Codec<Change, z.infer<typeof schema>> = {
  schema,
  async freeze(change, keep) {
    switch (change.kind) {
      case 'parts':
        return {
          ...change,
          before: await freezeMembers(members, change.before, keep),
          after: await freezeMembers(members, change.after, keep),
        };
      case 'tiles': {
        const deltas: z.infer<typeof delta>[] = [];
        for (const made of change.deltas) deltas.push(await freezeDelta(made, keep));
        return { ...change, deltas };
      }
      case 'settings':
        return change;
      case 'discard':
        return { ...change, result: await resultCodec.freeze(change.result, keep) };
    }
  },
  thaw(saved, take) {
    switch (saved.kind) {
      case 'parts':
        return { ...saved, before: thawMembers(members, saved.before, take), after: thawMembers(members, saved.after, take) };
      case 'tiles':
        return { ...saved, deltas: saved.deltas.map((each) => thawDelta(each, take)) };
      case 'settings':
        return saved;
      case 'discard':
        return { ...saved, result: resultCodec.thaw(saved.result, take) };
    }
  },
};
