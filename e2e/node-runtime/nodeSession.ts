import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ModelSession } from '../../workers/runtime/modelSession';
import { SerialQueue } from '../../workers/runtime/serialQueue';
import { createNodeRuntime } from './nodeRuntime';

/** The project's folder, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Whether `npm test` has installed what runs networks in Node; without it such tests have nothing to run. */
export const nodeRuntimeInstalled = existsSync(`${root}e2e/node-runtime/node_modules/onnxruntime-node/package.json`);

/** A session that really runs, on the processor. */
export function openNodeSession(graph: Uint8Array, stage = 'test network'): Promise<ModelSession> {
  return ModelSession.open(createNodeRuntime(), new SerialQueue(), stage, { graph, external: [] });
}
