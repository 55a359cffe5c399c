import { Fault } from '../protocol/faults';
import { ModelSession } from '../runtime/modelSession';
import type { Runtime } from '../runtime/runtime';
import type { SerialQueue } from '../runtime/serialQueue';
import type { MapModelPackage } from './mapModelPackage';

/**
 * Opens a network, works with it and lets it go. What the graphics card refuses or computes wrongly is tried again on the
 * processor, where there is one beside it.
 */
export async function withNetwork<T>(
  runtime: Runtime,
  queue: SerialQueue,
  files: MapModelPackage,
  graph: string,
  stage: string,
  work: (session: ModelSession) => Promise<T>,
): Promise<T> {
  try {
    return await attempt(runtime, queue, files, graph, stage, work);
  } catch (thrown) {
    const again = thrown instanceof Fault && ['package-unsupported', 'not-finite', 'unexpected'].includes(thrown.code);
    if (!again || !runtime.processor) throw thrown;
    return attempt(runtime.processor, queue, files, graph, stage, work);
  }
}

async function attempt<T>(
  runtime: Runtime,
  queue: SerialQueue,
  files: MapModelPackage,
  graph: string,
  stage: string,
  work: (session: ModelSession) => Promise<T>,
): Promise<T> {
  const session = await ModelSession.open(runtime, queue, stage, await files.read(graph));
  try {
    return await work(session);
  } finally {
    await session.release();
  }
}
