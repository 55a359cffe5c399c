import type { Plugin } from 'vite';
import type { VitePWAOptions } from 'vite-plugin-pwa';

/** Prints errors alone, and asks for one file by the name that the bundler has for it now. */
const quiet: Plugin = {
  name: 'quiet',
  config({ build }) {
    const output = build?.rollupOptions?.output;
    if (output && !Array.isArray(output) && output.inlineDynamicImports) {
      delete output.inlineDynamicImports;
      output.codeSplitting = false;
    }
    return { logLevel: 'error' };
  },
};

/** The app's manifest and the service worker that keeps the studio's files. New versions are offered by the page, never swapped in. */
export const offline: Partial<VitePWAOptions> = {
  strategies: 'injectManifest',
  srcDir: 'workers',
  filename: 'service.worker.ts',
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    name: 'Sfumato',
    short_name: 'Sfumato',
    description: 'Paint how much each pixel may change; a diffusion model edits it on your own machine.',
    id: './',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#161616',
    theme_color: '#161616',
    icons: [{ src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
    file_handlers: [
      {
        action: './',
        accept: {
          'image/png': ['.png'],
          'application/zip': ['.sfumato'],
          'application/octet-stream': ['.safetensors'],
        },
      },
    ],
  },
  injectManifest: {
    // The service worker is built by a build within the build, which would print as much as it likes.
    buildPlugins: { vite: [quiet] },
    globPatterns: ['**/*.{html,js,mjs,css,wasm,woff2,svg,png,webp,json,txt,onnx,md}'],
    globIgnores: ['**/_headers', 'vercel.json', 'service.worker.js'],
    // The runtime's largest build; the starter's networks are smaller.
    maximumFileSizeToCacheInBytes: 40 * 2 ** 20,
  },
};
