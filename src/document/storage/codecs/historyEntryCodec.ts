import { z } from 'zod';
import type { Change } from '../../history/change';
import type { KeptEntry } from '../../history/HistoryStack';
import { changeCodec } from './changeCodec';
import { side } from '../../entitySchemas';
import { pieces, type Codec } from './codec';

const schema = z.strictObject({
  label: z.string(),
  changes: z.array(changeCodec.schema).min(1),
  mark: z.strictObject({ atMs: z.number(), picture: z.strictObject({ width: side, height: side, rgba: pieces }).nullable() }).nullable(),
});

/** A step of the history, with how it is shown. */
export const historyEntryCodec: Codec<KeptEntry<Change>, z.infer<typeof schema>> = {
  schema,
  async freeze({ label, changes, mark }, keep) {
    const saved: z.infer<typeof schema>['changes'] = [];
    for (const change of changes) saved.push(await changeCodec.freeze(change, keep));
    const picture = mark?.picture && { ...mark.picture, rgba: await keep(mark.picture.rgba) };
    return { label, changes: saved, mark: mark && { atMs: mark.atMs, picture: picture ?? null } };
  },
  thaw({ label, changes, mark }, take) {
    const picture = mark?.picture && { ...mark.picture, rgba: take(mark.picture.rgba, mark.picture.width * mark.picture.height * 4) };
    return {
      label,
      changes: changes.map((change) => changeCodec.thaw(change, take)),
      mark: mark && { atMs: mark.atMs, picture: picture ?? null },
    };
  },
};
