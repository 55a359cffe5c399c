import { Fault } from '../../protocol/faults';
import { PartFile } from '../part/partFile';
import { doneBytes, note, type FileRecord } from '../record/packageRecord';
import type { RecordKeeper } from '../record/recordKeeper';
import type { ProgressMeter } from '../progress';
import { noRoom } from '../storeFaults';
import { askLengths } from './askLengths';
import { fetchParts } from './fetchParts';
import { fetchWhole } from './fetchWhole';
import type { Network } from './network';
import { secondOpinion } from './secondOpinion';
import { Slots, together } from './slots';
import { tr } from '../../texts/texts';

interface DownloadJob {
  readonly keeper: RecordKeeper;
  readonly network: Network;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
  /** Whether blocks of files that are not what was promised are to be fetched once more. */
  readonly repairing: boolean;
}

/**
 * Fetches everything that a package lacks and verifies it. Throws a Fault, or the signal's reason; whatever was fetched
 * until then stays on disk and in the record, under temporary names.
 */
export async function downloadPackage(job: DownloadJob): Promise<void> {
  const { keeper, network, meter, signal } = job;
  const { record } = keeper;
  meter.enter('ask', packageDone(keeper), packageTotal(keeper));
  await askLengths(keeper, network, signal);
  await requireRoom(keeper);
  if (record.files.some((file) => file.sha256 === null && file.gitSha1 === null)) {
    note(
      record,
      tr`The source tells no digests for some files: their lengths were checked, and later changes will be noticed, but not whether they arrived as they were meant.`,
    );
  }
  const slots = new Slots(network.parallel);
  const open = new Map<FileRecord, PartFile>();
  const tell = (): void => {
    meter.set(record.files.reduce((sum, file) => sum + (open.get(file)?.ledger.doneBytes ?? doneBytes(file, record.blockBytes)), 0));
  };
  // Small files first: configurations are then there when a download is paused, and a wrong one is found early.
  const waiting = record.files
    .filter((file) => file.state !== 'complete')
    .sort((a, b) => (a.sizeBytes ?? Infinity) - (b.sizeBytes ?? Infinity));
  const begun = waiting.filter((file) => doneBytes(file, record.blockBytes) > 0);
  if (begun.length > 0)
    meter.enter(
      'check',
      0,
      begun.reduce((sum, file) => sum + doneBytes(file, record.blockBytes), 0),
    );
  try {
    for (const file of begun) {
      const part = await PartFile.open(keeper, file);
      open.set(file, part);
      await part.recheck(signal, (bytes) => meter.add(bytes));
    }
    meter.enter('download', 0, packageTotal(keeper));
    tell();
    await together(
      signal,
      Array.from({ length: network.parallel }, () => async (joined: AbortSignal) => {
        for (let file = waiting.shift(); file; file = waiting.shift()) {
          const part = open.get(file) ?? (await PartFile.open(keeper, file));
          open.set(file, part);
          await completeFile({ ...job, signal: joined }, slots, part, tell);
          open.delete(file);
        }
      }),
    );
  } finally {
    for (const part of open.values()) await part.close();
    await keeper.save();
  }
  meter.enter('done', packageDone(keeper), packageDone(keeper));
}

async function completeFile({ network, signal, repairing }: DownloadJob, slots: Slots, part: PartFile, onBytes: () => void): Promise<void> {
  const { record, ledger } = part;
  if (!ledger.isComplete) {
    if (record.url === null)
      throw new Fault(
        'package-missing-file',
        tr`“${record.path}” was imported and cannot be fetched again.`,
        tr`Import the package again from where it came from.`,
      );
    await (record.parts ? fetchParts : fetchWhole)(network, slots, part, record.url, signal, onBytes);
    onBytes();
  }
  if (await part.seal(signal)) return;
  if (repairing && record.url !== null) {
    if (record.parts) {
      if (await secondOpinion(network, part, record.url, signal, onBytes)) return;
    } else {
      await part.restart();
      await fetchWhole(network, slots, part, record.url, signal, onBytes);
      if (await part.seal(signal)) return;
    }
    throw new Fault(
      'digest-mismatch',
      tr`“${record.path}” came twice with the same content, which is not what the source promises (its SHA-256 differs).`,
      tr`The source itself is wrong or was tampered with: the package is not used. Remove it, and choose another source or revision.`,
    );
  }
  throw new Fault(
    'digest-mismatch',
    tr`“${record.path}” is not what its source promises: its SHA-256 differs.`,
    tr`It is not used. Press Repair: blocks are fetched again until the file is right; or remove the package.`,
  );
}

/** Asks for room before anything large is written. */
async function requireRoom(keeper: RecordKeeper): Promise<void> {
  const room = await keeper.disk.roomLeft();
  const totalBytes = packageTotal(keeper);
  if (!room || totalBytes === null) return;
  const neededBytes = totalBytes - packageDone(keeper);
  if (neededBytes > room.quotaBytes - room.usedBytes) throw noRoom(neededBytes, room.quotaBytes - room.usedBytes);
}

/** Bytes of a package on disk, as its record knows. */
export function packageDone({ record }: Pick<RecordKeeper, 'record'>): number {
  return record.files.reduce((sum, file) => sum + doneBytes(file, record.blockBytes), 0);
}

/** Bytes of a whole package; null while a length is not known. */
export function packageTotal({ record }: Pick<RecordKeeper, 'record'>): number | null {
  return record.files.every((file) => file.sizeBytes !== null) ? record.files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0) : null;
}
