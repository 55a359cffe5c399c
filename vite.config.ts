import { readdirSync, readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { configDefaults, defineConfig } from 'vitest/config';
import { VitePWA } from 'vite-plugin-pwa';
import { hosting } from './scripts/hosting/hostingPlugin.ts';
import { firstScreenGroups } from './scripts/hosting/firstScreenChunk.ts';
import { offline } from './scripts/hosting/offline.ts';

/** The store's script lies in a folder of its own: it alone is served with a policy that lets it fetch from elsewhere. */
const workerFile = ({ name }: { readonly name: string }): string => `${name.startsWith('store') ? 'store' : 'assets'}/[name]-[hash].js`;

const pure = '{diffusion,mapModels,maps,networks,packages,pictures,pipeline,protocol,weights}';
/** Rooms that keep no state of their own, as those above, but for the tests in the list after, which replace something global. */
const shared = ['workers/{runtime,store}/**/*.test.ts'];
const notShared = ['workers/runtime/browser/**/*.test.ts', 'workers/runtime/float16Platform.test.ts'];

/** What a test file says that replaces a module or something global, or that brings a page or a database of its own. */
const replaces = /\bvi\.(mock|doMock|resetModules|stubGlobal|useFakeTimers)\b|globalThis|@vitest-environment|fake-indexeddb/;
/** Tests of the window that neither bring nor replace anything: their files share one copy of each module, which is what takes the time. */
const together = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.test.ts') && !replaces.test(readFileSync(path, 'utf8')));

export default defineConfig({
  plugins: [react(), hosting(), VitePWA(offline)],
  resolve: {
    // The glue without its own copy of the wasm file: the wasm is served beside it from the own origin.
    conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'],
  },
  // ORT finds its wasm by addresses of its own and must stay as it is; what the worker imports is prepared beforehand,
  // or the development server would reload the page when it first meets it.
  optimizeDeps: {
    exclude: ['onnxruntime-web'],
    include: ['onnxruntime-common', 'comlink', 'fflate', 'hash-wasm', 'zod', '@huggingface/tokenizers'],
  },
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: workerFile } } },
  build: {
    target: 'es2022',
    sourcemap: false,
    rolldownOptions: { output: { codeSplitting: { groups: firstScreenGroups() } } },
  },
  test: {
    environment: 'node',
    // Vitest would leave one core to itself, which of two is half.
    maxWorkers: '100%',
    env: { SFUMATO_THREADS: '1' },
    // Property tests on a busy machine take their time; a hang is still found.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    setupFiles: ['src/app/testing/patience.ts'],
    expect: { poll: { timeout: 30_000 } },
    projects: [
      // Rooms without any state of their own: their files share one copy of each module.
      { extends: true, test: { name: 'pure', include: [`workers/${pure}/**/*.test.ts`], isolate: false } },
      {
        extends: true,
        test: { name: 'shared', include: shared, exclude: [...configDefaults.exclude, ...notShared], isolate: false },
      },
      { extends: true, test: { name: 'together', include: together, pool: 'threads', isolate: false } },
      {
        extends: true,
        test: {
          name: 'studio',
          include: [
            'src/**/*.test.{ts,tsx}',
            'workers/**/*.test.ts',
            'e2e/conformance/**/*.test.ts',
            'e2e/fixtures/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, `workers/${pure}/**`, ...shared, ...together],
          pool: 'threads',
        },
      },
      { extends: true, test: { name: 'apart', include: notShared } },
    ],
  },
});
