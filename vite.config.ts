import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Cross-origin isolation gives the wasm fallback its threads; everything works without it too. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What the built page may load: only its own origin. Styles are set inline by the control library. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "worker-src 'self' blob:",
  "connect-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function contentPolicy(): Plugin {
  return {
    name: 'sfumato-content-policy',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' }],
  };
}

export default defineConfig({
  plugins: [react(), contentPolicy()],
  resolve: {
    // The glue without its own copy of the wasm file: the wasm is served beside it from the own origin.
    conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'],
  },
  // ORT finds its wasm by addresses of its own and must stay as it is; what the worker imports is prepared beforehand,
  // or the development server would reload the page when it first meets it.
  optimizeDeps: { exclude: ['onnxruntime-web'], include: ['onnxruntime-common', 'comlink', 'fflate', 'hash-wasm', 'zod', '@huggingface/tokenizers'] },
  server: { headers: isolation },
  preview: { headers: isolation },
  worker: { format: 'es' },
  build: { target: 'es2022', sourcemap: false },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'workers/**/*.test.ts', 'e2e/conformance/**/*.test.ts', 'e2e/fixtures/**/*.test.ts', 'scripts/**/*.test.ts'],
    environment: 'node',
    // Property tests on a busy machine take their time; a hang is still found.
    testTimeout: 60_000,
  },
});
