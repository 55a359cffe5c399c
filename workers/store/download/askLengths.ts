import { note, type FileRecord } from '../record/packageRecord';
import type { RecordKeeper } from '../record/recordKeeper';
import type { Network } from './network';
import { withPatience } from './patience';
import { requestRange, requireSame } from './requestRange';
import { together } from './slots';
import { tr } from '../../texts/texts';

/**
 * Asks for one byte of every file of which it is not known yet whether the server gives parts: the answer tells that,
 * the length and the version, and that the file is there at all, before gigabytes of another are fetched. `HEAD`
 * would do in theory; hubs that redirect to a store of contents refuse it.
 */
export async function askLengths(keeper: RecordKeeper, network: Network, signal: AbortSignal): Promise<void> {
  const waiting = keeper.record.files.filter((file) => file.parts === null && file.state === 'wanted');
  if (waiting.length === 0) return;
  await together(
    signal,
    Array.from({ length: network.parallel }, () => async (joined: AbortSignal) => {
      for (let file = waiting.shift(); file; file = waiting.shift()) await askOne(keeper, network, file, joined);
    }),
  );
  await keeper.save();
}

async function askOne(keeper: RecordKeeper, network: Network, file: FileRecord, signal: AbortSignal): Promise<void> {
  const { path, url } = file;
  if (url === null) return;
  await withPatience(network, signal, async () => {
    const answer = await requestRange(network, { path, url, start: 0, end: 1 }, signal);
    if (answer.kind === 'empty') {
      requireSame(path, file, { totalBytes: 0, etag: null });
      file.sizeBytes = 0;
      file.parts = true;
      return;
    }
    await answer.response.body?.cancel();
    requireSame(path, file, answer);
    file.etag = answer.etag;
    // A length that packing or a server's silence hides is known only at the end.
    file.sizeBytes ??= answer.totalBytes;
    file.parts = answer.kind === 'part' && file.sizeBytes !== null;
    if (!file.parts)
      note(keeper.record, tr`The server does not give parts of every file: of those, a download that is interrupted starts again.`);
  });
}
