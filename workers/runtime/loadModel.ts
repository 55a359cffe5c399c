import { createScheduler } from '../diffusion/schedulers/createScheduler';
import type { ModelPackage, PartName } from '../packages/modelPackage';
import type { EngineEvent } from '../protocol/engine';
import { LoadedModel, type Networks } from './loadedModel';
import { ModelSession } from './modelSession';
import type { Runtime } from './runtime';
import { SerialQueue } from './serialQueue';
import { createTokeniser } from './tokeniser';

/** The largest first: a heap that never shrinks is then as small as it can be. */
const loadingOrder = ['unet', 'text_encoder', 'vae_decoder', 'vae_encoder'] as const satisfies readonly PartName[];
type LoadedPart = (typeof loadingOrder)[number];

/** Pieces come in by tens of kilobytes; nobody can watch that many. */
const tellEveryBytes = 512 * 1024;

/** How the networks are called in sentences for people. */
const stages: Readonly<Record<LoadedPart, string>> = {
  unet: 'UNet',
  text_encoder: 'text encoder',
  vae_encoder: 'picture encoder',
  vae_decoder: 'picture decoder',
};

/**
 * Reads, verifies and prepares every network of a package, one after the other, telling of bytes and of the part in
 * hand. Throws Faults; whatever was prepared before is released then.
 */
export async function loadModel(runtime: Runtime, modelPackage: ModelPackage, onEvent: (event: EngineEvent) => void): Promise<LoadedModel> {
  // What the package asks for that cannot be had is refused before its networks are read.
  createScheduler(modelPackage.scheduler);
  const [text] = modelPackage.texts;
  if (!text) throw new Error('The package has no text encoder.');
  const tokeniser = createTokeniser(text.tokeniser, text.config.max_position_embeddings);
  const queue = new SerialQueue();
  const sizes = loadingOrder.map((part) => modelPackage.sizeBytes(part));
  const totalBytes = sizes.every((size) => size !== null) ? sizes.reduce((sum, size) => sum + size, 0) : null;
  const sessions = new Map<LoadedPart, ModelSession>();
  let loadedBytes = 0;
  try {
    for (const part of loadingOrder) {
      let partBytes = 0;
      let toldBytes = -tellEveryBytes;
      const files = await modelPackage.readPart(part, (readBytes) => {
        partBytes = readBytes;
        if (readBytes - toldBytes < tellEveryBytes) return;
        toldBytes = readBytes;
        onEvent({ type: 'phase', phase: 'loading', part: stages[part], loadedBytes: loadedBytes + readBytes, totalBytes });
      });
      loadedBytes += partBytes;
      onEvent({ type: 'phase', phase: 'preparing', part: stages[part], loadedBytes, totalBytes });
      sessions.set(part, await ModelSession.open(runtime, queue, stages[part], files));
    }
    return new LoadedModel(modelPackage, runtime.provider, networks(sessions), tokeniser);
  } catch (thrown) {
    await Promise.allSettled([...sessions.values()].map((session) => session.release()));
    throw thrown;
  }
}

function networks(sessions: ReadonlyMap<LoadedPart, ModelSession>): Networks {
  const get = (part: LoadedPart): ModelSession => {
    const session = sessions.get(part);
    if (!session) throw new Error(`The ${stages[part]} was not opened.`);
    return session;
  };
  return { unet: get('unet'), textEncoder: get('text_encoder'), pictureEncoder: get('vae_encoder'), pictureDecoder: get('vae_decoder') };
}
