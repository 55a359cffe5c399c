import { expect, it } from 'vitest';
import { diagnosticRows } from './diagnostics';
import { emptyUsage } from './fakeStore';

const capabilities = {
  provider: 'wasm',
  webgpuRefusal: 'There is no adapter.',
  adapter: null,
  shaderF16: false,
  jspi: true,
  wasmThreads: 2,
  runtimeVersion: '1.30.0',
} as const;
const nothing = { summary: null, capabilities: null, fault: null, adapter: null, usage: null, faults: [], browser: 'A browser' };

it('tells nothing that is not known', () => {
  expect(Object.fromEntries(diagnosticRows(nothing))).toEqual({
    Model: 'not loaded yet',
    'Runs on': 'not known yet',
    'Graphics adapter': 'none',
    'Half precision': 'no',
    Runtime: 'not started',
    Browser: 'A browser',
  });
});

it('tells the runtime, the verdict on each network, limits, the store and the last errors', () => {
  const rows = Object.fromEntries(
    diagnosticRows({
      ...nothing,
      capabilities,
      summary: {
        id: 'a',
        title: 'A',
        sha256: null,
        nativeSize: { width: 512, height: 512 },
        sizeMultiple: 8,
        scaleFactor: 8,
        latentChannels: 4,
        scheduler: 'DDIM',
        maximumTokens: 77,
        provider: 'wasm',
        parts: [{ part: 'text encoder', provider: 'wasm', verdict: 'Runs on the processor.' }],
      },
      adapter: {
        features: ['shader-f16'],
        limits: [
          ['maxBufferSize', 2e9],
          ['maxComputeInvocationsPerWorkgroup', 256],
        ],
      },
      usage: { ...emptyUsage, kind: 'memory', reason: 'This window is private.' },
      faults: [{ code: 'network', message: 'Cut off.', hint: '', at: new Date(2026, 0, 1, 9, 5, 7) }],
    }),
  );
  expect(rows).toMatchObject({
    Model: 'A · 512 × 512 · DDIM',
    'Runs on': 'the processor (WebAssembly, 2 threads)',
    'Why not WebGPU': 'There is no adapter.',
    Runtime: 'ONNX Runtime 1.30.0 with JSPI',
    'Text encoder': 'Runs on the processor.',
    'Adapter limits': 'maxBufferSize 2.00 GB, maxComputeInvocationsPerWorkgroup 256',
    'Adapter features': 'shader-f16',
    'Models are kept': 'in memory only: This window is private.',
    'Error at 09:05:07': 'Cut off. (network)',
  });
});
