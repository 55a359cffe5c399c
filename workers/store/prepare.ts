import { openComposed } from '../packages/checkpoint/openComposed';
import { partsOf } from '../packages/checkpoint/partGraph';
import { boundAsTheyLie, requireNumbers, WeightNames } from '../packages/checkpoint/requireNumbers';
import { sideFileBytes, writeSideFile } from '../packages/checkpoint/sideBytes';
import { tableOf } from '../packages/checkpoint/tableOf';
import { precisionOf, sideFilesOf } from '../packages/checkpoint/writtenPart';
import type { PlacedJob } from '../networks/onnx/sideFile';
import type { FileSource } from '../packages/fileSource';
import type { Lender } from '../packages/lender';
import type { ByteFile } from '../protocol/byteFile';
import type { PrepareRequest } from '../protocol/store';
import { PartFile } from './part/partFile';
import type { ProgressMeter } from './progress';
import { newFile, type FileRecord } from './record/packageRecord';
import type { RecordKeeper } from './record/recordKeeper';
import { noRoom } from './storeFaults';

/**
 * Reads the weights that run as they lie, once, for numbers that are none; then writes what a checkpoint needs beside them to run in the
 * chosen precision, each file once. A job that was broken off goes on
 * behind the last tensor that is whole. Files of a precision that is no longer chosen are let go.
 */
export async function prepareCheckpoint(
  keeper: RecordKeeper,
  { source, lenders }: { readonly source: FileSource; readonly lenders: readonly Lender[] },
  { device, choices }: PrepareRequest,
  meter: ProgressMeter,
  signal: AbortSignal,
): Promise<void> {
  const { files, opened } = await openComposed(source, lenders);
  const wanted = sideFilesOf(opened, { device, precision: precisionOf(opened, device, choices.precision) });
  await dropOthers(keeper, new Set(wanted.keys()));
  keeper.record.checkpoint = { ...choices };
  await keeper.save();
  const names = new WeightNames(partsOf(opened.networks).map((part) => tableOf(opened.networks, part)));
  const rewritten = [...wanted.values()].flatMap((jobs) => jobs.map(({ from }) => from));
  const unread = keeper.record.read === readingOf(keeper) ? [] : boundAsTheyLie(names, rewritten);
  const unreadBytes = unread.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const totalBytes = [...wanted.values()].reduce((sum, jobs) => sum + sideFileBytes(jobs), 0);
  const room = await keeper.disk.roomLeft();
  if (room && totalBytes > room.quotaBytes - room.usedBytes) throw noRoom(totalBytes, room.quotaBytes - room.usedBytes);
  meter.enter('check', 0, unreadBytes);
  await requireNumbers(unread, names, files, (bytes) => meter.add(bytes), signal);
  meter.enter('prepare', 0, totalBytes);
  for (const [path, jobs] of wanted) await writeDerived(keeper, path, jobs, { files, names }, meter, signal);
  keeper.record.read = readingOf(keeper);
  await keeper.save();
  meter.enter('done', totalBytes, totalBytes);
}

/** What is read when a model is: its own files and those that it borrows from, which are others once it borrows elsewhere. */
const readingOf = ({ record }: RecordKeeper): string => (record.loans ?? []).map(({ from, parts }) => `${from} ${parts.join()}`).join(' ');

async function writeDerived(
  keeper: RecordKeeper,
  path: string,
  jobs: readonly PlacedJob[],
  { files, names }: { readonly files: readonly ByteFile[]; readonly names: WeightNames },
  meter: ProgressMeter,
  signal: AbortSignal,
): Promise<void> {
  const record = recordOf(keeper, path, sideFileBytes(jobs));
  if (record.state === 'complete') {
    meter.add(record.sizeBytes ?? 0);
    return;
  }
  const part = await PartFile.open(keeper, record);
  try {
    await part.recheck(signal, () => undefined);
    // Everything is written in order, so what is there is a beginning.
    let at = beginning(part);
    meter.add(at);
    const left = jobs.filter((job) => endOf(job) > at);
    await writeSideFile(
      left,
      files,
      async (offset, bytes) => {
        signal.throwIfAborted();
        if (offset + bytes.byteLength <= at) return;
        // The gap before an aligned piece is part of the file.
        const from = Math.max(at, offset);
        const piece = new Uint8Array(offset + bytes.byteLength - at);
        piece.set(bytes.subarray(from - offset), from - at);
        await part.write(at, piece);
        meter.add(piece.byteLength);
        at += piece.byteLength;
      },
      names,
    );
    await part.seal(signal);
  } finally {
    await part.close();
  }
}

/** Bytes that are there without a gap. */
function beginning({ ledger }: PartFile): number {
  let block = 0;
  while (block < ledger.blockCount && ledger.isFull(block)) block += 1;
  return block === ledger.blockCount ? (ledger.sizeBytes ?? 0) : block * ledger.blockBytes + ledger.filledOf(block);
}

function endOf({ offset, sizeBytes, scalesOffset, scalesBytes }: PlacedJob): number {
  return Math.max(offset + sizeBytes, (scalesOffset ?? 0) + scalesBytes);
}

/** The record of a derived file, made where there is none of that length. */
function recordOf({ record }: RecordKeeper, path: string, sizeBytes: number): FileRecord {
  const there = record.files.find((file) => file.path === path && file.sizeBytes === sizeBytes);
  if (there) return there;
  const index = 1 + Math.max(...record.files.map(({ name }) => Number.parseInt(name, 10)));
  const made: FileRecord = { ...newFile({ path, url: null, sizeBytes, sha256: null, gitSha1: null }, index), derived: true };
  record.files.push(made);
  return made;
}

async function dropOthers({ record, disk, folder }: RecordKeeper, wanted: ReadonlySet<string>): Promise<void> {
  const others = record.files.filter((file) => file.derived === true && !wanted.has(file.path));
  record.files = record.files.filter((file) => !others.includes(file));
  for (const { name } of others) await disk.remove(folder, name);
}
