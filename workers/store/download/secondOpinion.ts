import { sha256Of } from '../../protocol/sha256Of';
import type { PartFile } from '../part/partFile';
import { readBody } from './body';
import type { Network } from './network';
import { withPatience } from './patience';
import { requestRange, requireSame } from './requestRange';
import { brokenTransfer } from './transferFault';
import { tr } from '../../texts/texts';

/**
 * For a file that came in whole but is not what its source promises: nobody knows which block is wrong, since sources
 * tell the digest of the whole only. Blocks are fetched once more, one after the other, and compared with what is there;
 * after each that differs the whole is looked at again. Returns whether it is right now; each block is fetched at most
 * once.
 */
export async function secondOpinion(
  network: Network,
  part: PartFile,
  url: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<boolean> {
  const { ledger, record } = part;
  for (let block = 0; block < ledger.blockCount; block += 1) {
    const bytes = await fetchBlock(network, record, url, block * ledger.blockBytes, ledger.lengthOf(block), signal);
    onBytes(bytes.byteLength);
    if ((await sha256Of(bytes)) === record.blocks[block]) continue;
    await part.replaceBlock(block, bytes);
    if (await part.seal(signal)) return true;
  }
  return false;
}

async function fetchBlock(
  network: Network,
  known: PartFile['record'],
  url: string,
  start: number,
  length: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { path } = known;
  return withPatience(network, signal, async () => {
    const block = new Uint8Array(length);
    let filled = 0;
    const answer = await requestRange(network, { path, url, start, end: start + length }, signal);
    if (answer.kind !== 'part') throw brokenTransfer(path, tr`the server gave no part of it`);
    requireSame(path, known, answer);
    await readBody(network, answer.response, path, signal, async (bytes) => {
      if (filled + bytes.byteLength > length) throw brokenTransfer(path, tr`the server gave more bytes than were asked for`);
      block.set(bytes, filled);
      filled += bytes.byteLength;
    });
    if (filled < length) throw brokenTransfer(path, tr`the server ended too early`);
    return block;
  });
}
