import type { PartFile } from '../part/partFile';
import type { Run } from '../part/blockLedger';
import { readBody } from './body';
import type { Network } from './network';
import { withPatience } from './patience';
import { requestRange, requireSame } from './requestRange';
import { together, type Slots } from './slots';
import { brokenTransfer } from './transferFault';
import { tr } from '../../texts/texts';

/** Fetches what a file lacks, a few parts at once; every byte once, however often the connection breaks. */
export async function fetchParts(
  network: Network,
  slots: Slots,
  part: PartFile,
  url: string,
  signal: AbortSignal,
  onBytes: () => void,
): Promise<void> {
  const lane = async (joined: AbortSignal): Promise<void> => {
    for (let run = part.ledger.take(network.blocksPerRequest); run; run = part.ledger.take(network.blocksPerRequest)) {
      try {
        await fetchRun(network, slots, part, url, run, joined, onBytes);
      } finally {
        part.release(run);
      }
    }
  };
  await together(
    signal,
    Array.from({ length: network.parallel }, () => lane),
  );
}

async function fetchRun(
  network: Network,
  slots: Slots,
  part: PartFile,
  url: string,
  run: Run,
  signal: AbortSignal,
  onBytes: () => void,
): Promise<void> {
  const { path } = part.record;
  let at = run.start;
  await withPatience(network, signal, (progressed) =>
    slots.use(async () => {
      signal.throwIfAborted();
      const answer = await requestRange(network, { path, url, start: at, end: run.end }, signal);
      if (answer.kind === 'empty') throw brokenTransfer(path, tr`the server says that the file is empty`);
      requireSame(path, part.record, answer);
      if (answer.kind === 'whole') {
        await answer.response.body?.cancel();
        throw brokenTransfer(path, tr`the server gave the whole file where a part was asked for`);
      }
      await readBody(network, answer.response, path, signal, async (bytes) => {
        if (at + bytes.byteLength > run.end) throw brokenTransfer(path, tr`the server gave more bytes than were asked for`);
        await part.write(at, bytes);
        at += bytes.byteLength;
        progressed();
        onBytes();
      });
      if (at < run.end) throw brokenTransfer(path, tr`the server ended too early`);
    }),
  );
}
