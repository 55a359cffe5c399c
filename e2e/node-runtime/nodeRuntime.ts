import { createRequire } from 'node:module';
import type * as Ort from 'onnxruntime-common';
import type { Runtime } from '../../workers/runtime/runtime';

/** Weights behind DequantizeLinear: without this, products with them are computed on activations rounded to int8. */
const exactInt8 = { session: { qdq_matmulnbits_accuracy_level: '1' } };

/**
 * The Node commands' runtime: onnxruntime-node on the processor, from this folder's own packages.
 * Throws where `scripts/ensure-node-runtime.mjs` has not been run.
 */
export function createNodeRuntime(): Runtime {
  const ort = createRequire(import.meta.url)('onnxruntime-node') as typeof Ort;
  return {
    provider: 'cpu',
    createSession: ({ graph, external }) =>
      ort.InferenceSession.create(graph, { executionProviders: ['cpu'], extra: exactInt8, ...(external.length > 0 && { externalData: external.map((file) => ({ ...file })) }) }),
    failure: () => null,
  };
}
