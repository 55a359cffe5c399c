import type { InferenceSession } from 'onnxruntime-common';
import type { CapabilityReport, ProviderPreference } from '../../protocol/engine';
import type { Fault } from '../../protocol/faults';
import type { WatchArrays } from '../operatorTrial/tryOperators';
import type { Runtime } from '../runtime';
import { findGpuDevice } from './gpuDevice';
import { hasJspi, loadOrt } from './loadOrt';
import { memoryBudget } from '../../packages/memoryBudget';

/** ORT otherwise warns on the console of every shape that it computes on the processor. */
const errorsOnly = 3;

export interface BrowserRuntime {
  readonly runtime: Runtime;
  readonly capabilities: CapabilityReport;
  /** What sessions may take together, in bytes. */
  readonly budgetBytes: number;
  /** Settles when the graphics device is lost; never without one. */
  readonly lost: Promise<Fault>;
  /** Where there is a graphics device: what its operator trial needs. */
  readonly trial: { readonly watch: WatchArrays; readonly maximumArrayBytes: number } | null;
}

/**
 * Finds out what this browser can run models on and makes it ready: WebGPU on a device of our own where there is one,
 * else wasm. Throws only where ORT itself cannot be loaded.
 */
export async function createBrowserRuntime(preference: ProviderPreference): Promise<BrowserRuntime> {
  const { gpu, refusal } = await findGpuDevice(preference);
  const provider = gpu ? 'webgpu' : 'wasm';
  const { ort } = await loadOrt(provider);
  const runtimeOn = (executionProvider: InferenceSession.ExecutionProviderConfig): Pick<Runtime, 'createSession'> => ({
    // ORT writes into its options, so every session gets an object of its own.
    createSession: ({ graph, external }) =>
      ort.InferenceSession.create(graph, {
        executionProviders: [executionProvider],
        externalData: external.map((file) => ({ ...file })),
        logSeverityLevel: errorsOnly,
      }),
  });
  const processor: Runtime = { provider: 'wasm', ...runtimeOn('wasm'), failure: () => null };
  const { deviceMemory } = navigator as { deviceMemory?: number };
  return {
    // The builds with WebGPU carry the wasm provider too, so one ORT runs a package's parts on both.
    runtime: gpu
      ? {
          provider: 'webgpu',
          ...runtimeOn({ name: 'webgpu', device: gpu.device }),
          failure: () => gpu.failure(),
          processor,
          halfPrecision: gpu.shaderF16,
        }
      : processor,
    budgetBytes: memoryBudget(provider, deviceMemory),
    trial: gpu ? { watch: gpu.watchArrays, maximumArrayBytes: gpu.maximumArrayBytes } : null,
    lost: gpu ? gpu.lost : new Promise(() => undefined),
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
