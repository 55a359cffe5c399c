import type { PlacedJob } from '../../networks/onnx/sideFile';
import type { ByteFile } from '../../protocol/byteFile';
import type { TensorView } from '../../protocol/tensorView';
import { rewriteTensor } from '../../weights/quantise/rewriteTensor';
import { missingFile } from '../packageFaults';
import { readAhead } from './readAhead';
import type { WeightNames } from './requireNumbers';
import { tr } from '../../texts/texts';

/** Where the pieces of a side file go, each at its place. */
export type WritePiece = (offset: number, bytes: Uint8Array) => Promise<void> | void;

/** How long a side file is. */
export function sideFileBytes(jobs: readonly PlacedJob[]): number {
  return jobs.reduce((end, job) => Math.max(end, job.offset + job.sizeBytes, (job.scalesOffset ?? 0) + job.scalesBytes), 0);
}

/**
 * Makes the tensors that no runtime takes as they lie, one after the other, and hands each to `write`.
 * @param names how tensors are called in sentences.
 */
export async function writeSideFile(
  jobs: readonly PlacedJob[],
  files: readonly ByteFile[],
  write: WritePiece,
  names?: WeightNames,
): Promise<void> {
  const byPath = new Map(files.map((file) => [file.path, readAhead(file)]));
  for (const job of jobs) {
    const file = byPath.get(job.from.file);
    if (!file) throw missingFile(job.from.file, tr`the checkpoint`);
    const read = (view: TensorView): Promise<Uint8Array> => file.read(view.offset, view.offset + view.sizeBytes);
    const { values, scales } = await rewriteTensor(job, read, names?.of(job.from));
    await write(job.offset, values);
    if (scales && job.scalesOffset !== null) await write(job.scalesOffset, scales);
  }
}

/** A side file in memory, for sources that keep none. */
export async function sideBytes(
  jobs: readonly PlacedJob[],
  files: readonly ByteFile[],
  onBytes?: (bytes: number) => void,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(sideFileBytes(jobs));
  await writeSideFile(jobs, files, (offset, piece) => {
    bytes.set(piece, offset);
    onBytes?.(piece.byteLength);
  });
  return bytes;
}
