import { createRequire } from 'node:module';
import type * as Ort from 'onnxruntime-common';
import type { Runtime } from '../../workers/runtime/runtime';

/** Weights behind DequantizeLinear: without this, products with them are computed on activations rounded to int8. */
const exactInt8 = { session: { qdq_matmulnbits_accuracy_level: '1' } };

/**
 * The Node commands' runtime: onnxruntime-node on the processor, from this folder's own packages. The variable SFUMATO_THREADS
 * bounds the threads of one network, for commands that run beside others; without it ONNX Runtime takes every core.
 * Throws where `scripts/ensure-node-runtime.mjs` has not been run.
 */
export function createNodeRuntime(): Runtime {
  const ort = createRequire(import.meta.url)('onnxruntime-node') as typeof Ort;
  const threads = Number(process.env['SFUMATO_THREADS']);
  return {
    provider: 'cpu',
    createSession: async ({ graph, external }) => {
      const externalData = await Promise.all(external.map(async ({ path, data }) => ({ path, data: await bytesOf(data) })));
      return ort.InferenceSession.create(graph, {
        executionProviders: ['cpu'],
        extra: exactInt8,
        ...(Number.isInteger(threads) && threads > 0 && { intraOpNumThreads: threads }),
        ...(external.length > 0 && { externalData }),
      });
    },
    failure: () => null,
  };
}

/** Native code reads no Blobs. */
async function bytesOf(data: Uint8Array | Blob): Promise<Uint8Array> {
  return data instanceof Blob ? new Uint8Array(await data.arrayBuffer()) : data;
}
