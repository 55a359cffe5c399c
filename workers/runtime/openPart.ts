import type { ModelPackage, PartName } from '../packages/modelPackage';
import type { EngineEvent } from '../protocol/engine';
import { ModelSession } from './modelSession';
import { partWords } from '../packages/partWords';
import type { Runtime } from './runtime';
import type { SerialQueue } from './serialQueue';

/** Pieces come in by tens of kilobytes; nobody can watch that many. */
const tellEveryBytes = 512 * 1024;

/** Bytes of the parts before this one, and of all that are being loaded, where that is known. */
export interface LoadingCount {
  readonly beforeBytes: number;
  readonly totalBytes: number | null;
}

/**
 * Reads, verifies and prepares one network, telling of bytes and of what is being done.
 * @returns the session, and how many bytes it took.
 */
export async function openPart(
  runtime: Runtime,
  queue: SerialQueue,
  modelPackage: ModelPackage,
  part: PartName,
  { beforeBytes, totalBytes }: LoadingCount,
  onEvent: (event: EngineEvent) => void,
): Promise<{ session: ModelSession; sizeBytes: number }> {
  const stage = partWords(part);
  const partRuntime = runtime.forPart?.(part, modelPackage) ?? runtime;
  let sizeBytes = 0;
  let toldBytes = -tellEveryBytes;
  const files = await modelPackage.readPart(part, (readBytes) => {
    sizeBytes = readBytes;
    if (readBytes - toldBytes < tellEveryBytes) return;
    toldBytes = readBytes;
    onEvent({ type: 'phase', phase: 'loading', part: stage, loadedBytes: beforeBytes + readBytes, totalBytes });
  });
  onEvent({ type: 'phase', phase: 'preparing', part: stage, loadedBytes: beforeBytes + sizeBytes, totalBytes });
  return { session: await ModelSession.open(partRuntime, queue, stage, files), sizeBytes };
}
