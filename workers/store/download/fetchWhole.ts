import { Fault } from '../../protocol/faults';
import type { PartFile } from '../part/partFile';
import { readBody } from './body';
import type { Network } from './network';
import { withPatience } from './patience';
import { requestRange, requireSame } from './requestRange';
import type { Slots } from './slots';
import { brokenTransfer, changedThere } from './transferFault';
import { tr } from '../../texts/texts';

/** Fetches a file from its start to its end in one stream, from servers that give no parts. What was there is dropped. */
export async function fetchWhole(
  network: Network,
  slots: Slots,
  part: PartFile,
  url: string,
  signal: AbortSignal,
  onBytes: () => void,
): Promise<void> {
  const { path, sizeBytes } = part.record;
  await withPatience(network, signal, () =>
    slots.use(async () => {
      signal.throwIfAborted();
      if (part.ledger.doneBytes > 0) await part.restart();
      const answer = await requestRange(network, { path, url, start: 0, end: null }, signal);
      if (answer.kind === 'empty') return part.end(0);
      requireSame(path, part.record, answer);
      let at = 0;
      await readBody(network, answer.response, path, signal, async (bytes) => {
        if (sizeBytes !== null && at + bytes.byteLength > sizeBytes) {
          throw changedThere(path, tr`it has more than the ${sizeBytes} bytes that it should have`);
        }
        if (sizeBytes === null && at + bytes.byteLength > endlessBytes(path)) throw endless(path);
        await part.write(at, bytes);
        at += bytes.byteLength;
        onBytes();
      });
      if (sizeBytes !== null && at < sizeBytes) throw brokenTransfer(path, tr`${at} of ${sizeBytes} bytes came`);
      await part.end(at);
    }),
  );
}

const gigabyte = 1e9;

/** Where a length is not known, what a file of this kind cannot have. */
function endlessBytes(path: string): number {
  return /\.(json|txt|md|model|yaml)$/i.test(path) ? gigabyte / 4 : 64 * gigabyte;
}

function endless(path: string): Fault {
  return new Fault(
    'download-refused',
    tr`What the server gives for “${path}” does not end: it is more than a file of its kind can have.`,
    tr`Check the address. If it is right, download the files yourself and import the folder.`,
  );
}
