import { afterEach, describe, expect, it, vi } from 'vitest';
import { findGpuDevice } from './gpuDevice';

interface FakeAdapter {
  readonly info?: Partial<GPUAdapterInfo>;
  readonly features?: readonly string[];
  readonly limits?: Readonly<Record<string, number>>;
  readonly refuses?: string;
}

class FakeMemoryError {}

function browserWith(adapter: FakeAdapter | null) {
  const asked: GPUDeviceDescriptor[] = [];
  let lose: (info: { message: string }) => void = () => undefined;
  const listeners: ((event: { error: unknown }) => void)[] = [];
  const device = {
    features: new Set(adapter?.features ?? []),
    limits: { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27, ...adapter?.limits },
    lost: new Promise((resolve) => {
      lose = resolve;
    }),
    addEventListener: (_type: string, listener: (event: { error: unknown }) => void) => listeners.push(listener),
  };
  vi.stubGlobal('GPUOutOfMemoryError', FakeMemoryError);
  vi.stubGlobal('navigator', {
    gpu: {
      requestAdapter: () =>
        Promise.resolve(
          adapter && {
            info: { vendor: 'nvidia', architecture: 'ampere', device: '', description: '', isFallbackAdapter: false, ...adapter.info },
            features: new Set(adapter.features ?? []),
            limits: adapter.limits ?? {},
            requestDevice: (descriptor: GPUDeviceDescriptor) => {
              asked.push(descriptor);
              return adapter.refuses ? Promise.reject(new Error(adapter.refuses)) : Promise.resolve(device);
            },
          },
        ),
    },
  });
  return {
    asked,
    lose: (message: string) => lose({ message }),
    fail: (error: unknown) => listeners.forEach((listener) => listener({ error })),
  };
}

afterEach(() => vi.unstubAllGlobals());

describe('findGpuDevice', () => {
  it('asks for all that the adapter can give', async () => {
    const { asked } = browserWith({
      limits: { maxBufferSize: 4e9, maxStorageBufferBindingSize: 2e9 },
      features: ['shader-f16', 'timestamp-query'],
    });
    const { gpu } = await findGpuDevice('automatic');
    expect(asked[0]).toEqual({
      requiredLimits: { maxBufferSize: 4e9, maxStorageBufferBindingSize: 2e9 },
      requiredFeatures: ['shader-f16'],
    });
    expect(gpu).toMatchObject({ adapterName: 'nvidia ampere', shaderF16: true });
    expect(gpu?.failure()).toBeNull();
  });

  it.each([
    ['SwiftShader', { vendor: 'google', architecture: 'swiftshader' }],
    ['a fallback adapter', { isFallbackAdapter: true }],
    ['llvmpipe', { description: 'llvmpipe (LLVM 19)' }],
  ])('leaves %s alone unless WebGPU is asked for by name', async (_, info) => {
    browserWith({ info });
    expect(await findGpuDevice('automatic')).toMatchObject({ gpu: null, refusal: expect.stringContaining('software') as string });
    expect((await findGpuDevice('webgpu')).gpu).not.toBeNull();
  });

  it('says why there is none', async () => {
    browserWith(null);
    expect((await findGpuDevice('webgpu')).refusal).toMatch(/no graphics adapter/);
    browserWith({ refuses: 'limits' });
    expect((await findGpuDevice('webgpu')).refusal).toMatch(/gave no device: limits/);
    expect((await findGpuDevice('wasm')).refusal).toMatch(/processor was chosen/);
    vi.stubGlobal('navigator', {});
    expect((await findGpuDevice('automatic')).refusal).toMatch(/no WebGPU/);
  });

  it('remembers a lost device, and memory that ran out', async () => {
    const lost = browserWith({});
    const first = await findGpuDevice('automatic');
    lost.lose('driver reset');
    await Promise.resolve();
    expect(first.gpu?.failure()).toMatchObject({ code: 'device-lost', message: expect.stringContaining('driver reset') as string });

    const full = browserWith({});
    const second = await findGpuDevice('automatic');
    full.fail(new Error('validation'));
    expect(second.gpu?.failure()).toBeNull();
    full.fail(new FakeMemoryError());
    expect(second.gpu?.failure()).toMatchObject({ code: 'out-of-memory' });
  });
});
