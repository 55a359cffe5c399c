import type { ProviderPreference } from '../../protocol/engine';
import { Fault } from '../../protocol/faults';
import type { WatchArrays } from '../operatorTrial/tryOperators';
import { tr } from '../../texts/texts';

/** A device of our own, which outlives ORT's sessions, and what is known of it. */
export interface GpuDevice {
  readonly device: GPUDevice;
  readonly adapterName: string;
  readonly shaderF16: boolean;
  /** Bytes of the largest array that a shader can be given. */
  readonly maximumArrayBytes: number;
  /** Does something and tells the largest array that the device made meanwhile. */
  readonly watchArrays: WatchArrays;
  /** Lost or out of memory: what happened, or null. */
  failure(): Fault | null;
  /** Settles when the device is lost. */
  readonly lost: Promise<Fault>;
}

export type GpuFinding = { readonly gpu: GpuDevice; readonly refusal: null } | { readonly gpu: null; readonly refusal: string };

/**
 * Asks the browser for a WebGPU device with everything the adapter can give (an own device has only the small default
 * limits unless more is asked for), or says in a sentence why there is none.
 *
 * A software adapter computes on the processor and does so many times slower than the wasm provider, so it is used
 * only where WebGPU was asked for by name.
 */
export async function findGpuDevice(preference: ProviderPreference): Promise<GpuFinding> {
  if (preference === 'wasm') return refused(tr`The processor was chosen in place of WebGPU.`);
  if (!('gpu' in navigator)) return refused(tr`This browser has no WebGPU.`);
  try {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return refused(tr`This browser found no graphics adapter that WebGPU can use.`);
    if (preference === 'automatic' && isSoftware(adapter.info)) {
      return refused(tr`The only graphics adapter is a software one (${nameOf(adapter.info)}), which is slower than the processor itself.`);
    }
    return { gpu: watch(await requestDevice(adapter), adapter), refusal: null };
  } catch (thrown) {
    return refused(tr`The graphics adapter gave no device: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

function refused(refusal: string): GpuFinding {
  return { gpu: null, refusal };
}

function isSoftware(info: GPUAdapterInfo): boolean {
  return (
    info.isFallbackAdapter || /swiftshader|llvmpipe|software|basic render/i.test(`${info.architecture} ${info.description} ${info.device}`)
  );
}

function nameOf(info: GPUAdapterInfo): string {
  return info.description || [info.vendor, info.architecture || info.device].filter(Boolean).join(' ') || tr`unnamed adapter`;
}

function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const requiredLimits: Record<string, number> = {};
  for (const name in adapter.limits) {
    const limit: unknown = Reflect.get(adapter.limits, name);
    if (typeof limit === 'number') requiredLimits[name] = limit;
  }
  const wanted: readonly GPUFeatureName[] = ['shader-f16', 'subgroups'];
  return adapter.requestDevice({ requiredLimits, requiredFeatures: wanted.filter((feature) => adapter.features.has(feature)) });
}

function watch(device: GPUDevice, adapter: GPUAdapter): GpuDevice {
  let failure: Fault | null = null;
  const lost = device.lost.then((info) => {
    failure = new Fault(
      'device-lost',
      tr`The graphics device stopped working${info.message ? `: ${info.message}` : '.'}`,
      tr`Your picture and map are untouched. Generate again; if it keeps happening, close other programs that use the graphics card.`,
    );
    return failure;
  });
  device.addEventListener('uncapturederror', (event) => {
    if (!(event.error instanceof GPUOutOfMemoryError)) return;
    failure ??= new Fault(
      'out-of-memory',
      tr`The graphics card has too little memory for this run.`,
      tr`Choose a smaller generation area, close other programs that use the graphics card, or run on the processor.`,
    );
  });
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  return {
    ...{ device, adapterName: nameOf(adapter.info), shaderF16: device.features.has('shader-f16') },
    maximumArrayBytes: Math.min(maxBufferSize, maxStorageBufferBindingSize),
    watchArrays: (work) => watchArrays(device, work),
    ...{ failure: () => failure, lost },
  };
}

const watchArrays = async <T>(device: GPUDevice, work: () => Promise<T>): Promise<{ value: T; largestBytes: number }> => {
  let largestBytes = 0;
  const create = device.createBuffer.bind(device);
  // An own property stands before the prototype's, and goes again.
  device.createBuffer = (descriptor) => {
    largestBytes = Math.max(largestBytes, descriptor.size);
    return create(descriptor);
  };
  try {
    const value = await work();
    return { value, largestBytes };
  } finally {
    Reflect.deleteProperty(device, 'createBuffer');
  }
};
