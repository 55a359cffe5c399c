import type { ByteFile } from '../../protocol/byteFile';
import type { TensorView, WeightTable } from '../../protocol/tensorView';
import { notNumbers } from '../../weights/checkpointFaults';
import { missingFile } from '../packageFaults';
import { tr } from '../../texts/texts';

/** Read at a time: a multiple of every element. */
const pieceBytes = 8 * 1024 * 1024;
/** A half's five bits of exponent, all set: infinite, or no number. */
const halfExponent = 0x7c00;
/** The eight of single precision. */
const singleExponent = 0x7f800000;

/** A tensor's place, by which the same range is known wherever it is named. */
const placeOf = ({ file, offset }: TensorView): string => `${file} ${offset}`;

/** What the weights of networks are called, by their places. */
export class WeightNames {
  private readonly names = new Map<string, string>();

  constructor(readonly tables: readonly WeightTable[]) {
    for (const table of tables) for (const [name, view] of table) this.names.set(placeOf(view), name);
  }

  of(view: TensorView): string {
    return this.names.get(placeOf(view)) ?? 'a tensor';
  }
}

/** The tensors that a runtime takes as they lie, each once, in the order of the files: all but those that are written anew. */
export function boundAsTheyLie({ tables }: WeightNames, rewritten: readonly TensorView[]): readonly TensorView[] {
  const made = new Set(rewritten.map(placeOf));
  const found = new Map<string, TensorView>();
  for (const table of tables)
    for (const view of table.values())
      if ((view.dtype === 'F16' || view.dtype === 'F32') && !made.has(placeOf(view))) found.set(placeOf(view), view);
  return [...found.values()].sort((a, b) => (a.file === b.file ? a.offset - b.offset : a.file < b.file ? -1 : 1));
}

/**
 * Reads weights from end to end and looks whether all of them are numbers: one that is not spoils every picture.
 * @param onBytes told of every piece that was read.
 * @throws Fault `checkpoint-invalid` naming the tensor; the signal's reason
 */
export async function requireNumbers(
  views: readonly TensorView[],
  names: WeightNames,
  files: readonly ByteFile[],
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  for (const view of views) {
    const file = byPath.get(view.file);
    if (!file) throw missingFile(view.file, tr`the checkpoint`);
    for (let at = 0; at < view.sizeBytes; at += pieceBytes) {
      signal.throwIfAborted();
      const end = Math.min(at + pieceBytes, view.sizeBytes);
      if (!areNumbers(await file.read(view.offset + at, view.offset + end), view.dtype)) throw notNumbers(view.file, names.of(view));
      onBytes(end - at);
    }
  }
}

function areNumbers(bytes: Uint8Array, dtype: TensorView['dtype']): boolean {
  // In a buffer of its own, which either width can view.
  const { buffer } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const offset = bytes.byteOffset % 4 === 0 ? bytes.byteOffset : 0;
  if (dtype === 'F16') {
    const halves = new Uint16Array(buffer, offset, bytes.byteLength >> 1);
    for (let i = 0; i < halves.length; i++) if (((halves[i] as number) & halfExponent) === halfExponent) return false;
    return true;
  }
  const singles = new Uint32Array(buffer, offset, bytes.byteLength >> 2);
  for (let i = 0; i < singles.length; i++) if (((singles[i] as number) & singleExponent) === singleExponent) return false;
  return true;
}
