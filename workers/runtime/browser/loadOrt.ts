import asyncifyGlue from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import jspiGlue from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import plainGlue from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type * as Ort from 'onnxruntime-common';
import type { ExecutionProvider } from '../../protocol/engine';

export type OrtEntry = 'jspi' | 'webgpu' | 'wasm';

export interface LoadedOrt {
  readonly ort: typeof Ort;
  readonly entry: OrtEntry;
}

/** Whether WebAssembly can wait for promises by itself, which the smaller of the WebGPU builds needs. */
export function hasJspi(): boolean {
  return 'Suspending' in WebAssembly;
}

/** Threads for the wasm provider: they need cross-origin isolation; a big machine keeps two cores for the window. */
export function wasmThreads(): number {
  if (!self.crossOriginIsolated) return 1;
  const cores = navigator.hardwareConcurrency;
  return cores <= 4 ? cores : Math.min(8, cores - 2);
}

/**
 * Loads the build of ORT that suits the provider, its wasm from the own origin. Without WebGPU the plain build is the
 * smallest and starts fastest; the asyncify build runs the wasm provider at half its speed and serves WebGPU alone.
 */
export async function loadOrt(provider: ExecutionProvider): Promise<LoadedOrt> {
  const entry: OrtEntry = provider === 'wasm' ? 'wasm' : hasJspi() ? 'jspi' : 'webgpu';
  const { ort, glue, wasm } = await importEntry(entry);
  ort.env.wasm.wasmPaths = { mjs: new URL(glue, import.meta.url), wasm: new URL(wasm, import.meta.url) };
  ort.env.wasm.numThreads = provider === 'wasm' ? wasmThreads() : 1;
  ort.env.logLevel = 'error';
  return { ort, entry };
}

async function importEntry(entry: OrtEntry): Promise<{ ort: typeof Ort; glue: string; wasm: string }> {
  switch (entry) {
    case 'jspi':
      return { ort: await import('onnxruntime-web/jspi'), glue: jspiGlue, wasm: jspiWasm };
    case 'webgpu':
      return { ort: await import('onnxruntime-web/webgpu'), glue: asyncifyGlue, wasm: asyncifyWasm };
    case 'wasm':
      return { ort: await import('onnxruntime-web/wasm'), glue: plainGlue, wasm: plainWasm };
  }
}
