import type { PlacedJob } from '../../networks/onnx/sideFile';
import { Fault } from '../../protocol/faults';
import type { ByteFile } from '../../protocol/byteFile';
import { sha256Of } from '../../protocol/sha256Of';
import { sideBytes, sideFileBytes, writeSideFile, type WritePiece } from '../checkpoint/sideBytes';

/** Keeps what was made anew from an add-on's file (widened, quantised), so that it is made once and not at every opening. */
export interface SideKeeper {
  /**
   * The kept file of that name and length; where there is none it is written by `make` first. Null where nothing can be kept: add-ons that
   * are not kept themselves, no room, another tab at work. Throws what `make` throws of its own.
   * @param addOn SHA-256 of the add-on's file
   */
  keep(addOn: string, name: string, sizeBytes: number, make: (write: WritePiece) => Promise<void>): Promise<Blob | null>;
}

/** A side file of one add-on: kept, or in memory where nothing keeps it. Throws Faults of weights that are no numbers. */
export async function sideOf(
  jobs: readonly PlacedJob[],
  { sha256, file }: { readonly sha256: string; readonly file: ByteFile },
  keeper: SideKeeper | undefined,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array | Blob> {
  const make = (write: WritePiece): Promise<void> =>
    writeSideFile(jobs, [file], async (offset, bytes) => {
      await write(offset, bytes);
      onBytes(bytes.byteLength);
    });
  const kept = await keeper?.keep(sha256, await nameOf(jobs), sideFileBytes(jobs), make).catch((thrown: unknown) => {
    if (thrown instanceof Fault) throw thrown;
    return null;
  });
  return kept ?? sideBytes(jobs, [file], onBytes);
}

/** What is made, and where it stands: the same for every model that asks an add-on for the same. */
async function nameOf(jobs: readonly PlacedJob[]): Promise<string> {
  const layout = jobs.map(({ from, to, offset, scalesOffset }) => [
    from.offset,
    from.sizeBytes,
    from.dtype,
    from.shape,
    to,
    offset,
    scalesOffset,
  ]);
  return (await sha256Of(JSON.stringify(layout))).slice(0, 32);
}
