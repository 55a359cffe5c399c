import type { InferenceSession } from 'onnxruntime-common';
import type { CapabilityReport, ProviderPreference } from '../../protocol/engine';
import type { Runtime } from '../runtime';
import { findGpuDevice } from './gpuDevice';
import { hasJspi, loadOrt } from './loadOrt';

/** ORT otherwise warns on the console of every shape that it computes on the processor. */
const errorsOnly = 3;

export interface BrowserRuntime {
  readonly runtime: Runtime;
  readonly capabilities: CapabilityReport;
}

/**
 * Finds out what this browser can run models on and makes it ready: WebGPU on a device of our own where there is one,
 * else wasm. Throws only where ORT itself cannot be loaded.
 */
export async function createBrowserRuntime(preference: ProviderPreference): Promise<BrowserRuntime> {
  const { gpu, refusal } = await findGpuDevice(preference);
  const provider = gpu ? 'webgpu' : 'wasm';
  const { ort } = await loadOrt(provider);
  const executionProvider: InferenceSession.ExecutionProviderConfig = gpu ? { name: 'webgpu', device: gpu.device } : 'wasm';
  return {
    runtime: {
      provider,
      // ORT writes into its options, so every session gets an object of its own.
      createSession: ({ graph, external }) =>
        ort.InferenceSession.create(graph, { executionProviders: [executionProvider], externalData: external.map((file) => ({ ...file })), logSeverityLevel: errorsOnly }),
      failure: () => gpu?.failure() ?? null,
    },
    capabilities: {
      provider,
      webgpuRefusal: refusal,
      adapter: gpu?.adapterName ?? null,
      shaderF16: gpu?.shaderF16 ?? false,
      jspi: hasJspi(),
      wasmThreads: ort.env.wasm.numThreads ?? 1,
      runtimeVersion: ort.env.versions.web ?? ort.env.versions.common,
    },
  };
}
