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
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#161616',
    theme_color: '#161616',
    categories: ['graphics', 'photo'],
    icons: [
      { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: 'icons/192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: 'icons/512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    screenshots: [
      { src: 'icons/studio-wide.jpg', sizes: '1280x800', type: 'image/jpeg', form_factor: 'wide', label: 'An edit beside its change map' },
      { src: 'icons/studio-narrow.jpg', sizes: '800x1200', type: 'image/jpeg', form_factor: 'narrow', label: 'The same in a small window' },
    ],
    shortcuts: [
      { name: 'New blank picture', url: './?open=new', icons: [{ src: 'icons/192.png', sizes: '192x192', type: 'image/png' }] },
      { name: 'Models', url: './?open=models', icons: [{ src: 'icons/192.png', sizes: '192x192', type: 'image/png' }] },
    ],
    // A second window would only show the project: files and shortcuts go to the one that is open.
    launch_handler: { client_mode: ['focus-existing', 'auto'] },
    file_handlers: [
      {
        action: './',
        accept: {
          'image/png': ['.png'],
          'image/jpeg': ['.jpg', '.jpeg'],
          'image/webp': ['.webp'],
          'application/x-sfumato': ['.sfumato'],
          'application/x-safetensors': ['.safetensors'],
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
