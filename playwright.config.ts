import { defineConfig } from '@playwright/test';
import type { EngineOption } from './e2e/pages/test';
import { findChromium } from './scripts/chromium.mjs';

/** Another one where two checkouts are tested at once. */
const port = Number(process.env.SFUMATO_TEST_PORT) || 4317;
const vite = 'node node_modules/vite/bin/vite.js';
const executablePath = await findChromium();

/** Specs that run models, but for those tests of theirs that say otherwise. */
const modelSpecs = /(add-ons|checkpoints|device|map-models|methods|models|offline|packages|starter)\.spec\.ts$/;
const withoutModel = /without a model at work/;

export default defineConfig<EngineOption>({
  testDir: 'e2e/specs',
  outputDir: 'test-results',
  reporter: [['list']],
  // One for the models, one for all else.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Generous: nothing here asserts a speed, and the same test has taken a minute and a half on one machine and four on another.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1280, height: 800 },
    actionTimeout: 120_000,
    navigationTimeout: 120_000,
    // As somebody who has been here before: the studio starts empty.
    storageState: {
      cookies: [],
      origins: [{ origin: `http://localhost:${port}`, localStorage: [{ name: 'sfumato.visited', value: 'yes' }] }],
    },
    // Each test has a browser of its own, and none but one needs the studio kept for use without a network.
    serviceWorkers: 'block',
    // A trace of every test, for the sake of the failing ones, would take as long as the tests themselves.
    trace: process.env.SFUMATO_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu-rasterization',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // WebGPU without a graphics card.
        '--enable-unsafe-webgpu',
        '--use-webgpu-adapter=swiftshader',
      ],
    },
  },
  // A model on a processor that plays the graphics card keeps all cores busy; a second model beside it would make both look hung.
  // What runs no model goes on beside it.
  projects: [
    { name: 'models', testMatch: modelSpecs, grepInvert: withoutModel, workers: 1 },
    { name: 'screen', testIgnore: modelSpecs, workers: 1, use: { engine: 'scripted' } },
    // Last: begun where `screen` has ended, while models still run.
    { name: 'files', testMatch: modelSpecs, grep: withoutModel, workers: 1, use: { engine: 'scripted' } },
  ],
  webServer: {
    command: `${vite} build --logLevel warn && ${vite} preview --port ${port} --strictPort --host localhost`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 240_000,
  },
});
