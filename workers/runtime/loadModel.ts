import { createScheduler } from '../diffusion/schedulers/createScheduler';
import type { ModelPackage, PartName } from '../packages/modelPackage';
import type { EngineEvent } from '../protocol/engine';
import { LoadedModel } from './loadedModel';
import type { ModelSession } from './modelSession';
import { openPart } from './openPart';
import { loadingOrder } from './partNames';
import type { Runtime } from './runtime';
import { SerialQueue } from './serialQueue';

/**
 * Reads, verifies and prepares the networks of a package, one after the other, telling of bytes and of the part in
 * hand. Throws Faults; whatever was prepared before is released then.
 * @param refines it goes on from another model's latents and needs no autoencoder.
 */
export async function loadModel(
  runtime: Runtime,
  modelPackage: ModelPackage,
  onEvent: (event: EngineEvent) => void,
  refines = false,
): Promise<LoadedModel> {
  // What the package asks for that cannot be had is refused before its networks are read.
  createScheduler(modelPackage.scheduler);
  const order = loadingOrder(modelPackage, refines);
  const queue = new SerialQueue();
  const sizes = order.map((part) => modelPackage.sizeBytes(part));
  const totalBytes = sizes.every((size) => size !== null) ? sizes.reduce((sum, size) => sum + size, 0) : null;
  const sessions = new Map<PartName, ModelSession>();
  let beforeBytes = 0;
  try {
    for (const part of order) {
      const { session, sizeBytes } = await openPart(runtime, queue, modelPackage, part, { beforeBytes, totalBytes }, onEvent);
      beforeBytes += sizeBytes;
      sessions.set(part, session);
    }
    return new LoadedModel(modelPackage, runtime, queue, sessions);
  } catch (thrown) {
    await Promise.allSettled([...sessions.values()].map((session) => session.release()));
    throw thrown;
  }
}
