import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { createServer } from 'vite';
import { findChromium } from '../chromium.mjs';
import { launchArguments, softwareGpu } from './launchArguments';

/**
 * Measures in a blank page of the studio's own sources with a profile on disk, whose processes can be watched.
 * @param measure is given the page, the profile's folder and the page's address
 */
export async function inBigPage<T>(root: string, measure: (page: Page, profile: string, address: string) => Promise<T>): Promise<T> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('There is no Chromium to measure in: npm test finds or installs one.');
  const folder = await mkdtemp(join(tmpdir(), 'sfumato-bench-'));
  const vite = await createServer({
    root,
    cacheDir: join(folder, 'vite'),
    logLevel: 'error',
    appType: 'mpa',
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { port: 0, host: 'localhost', hmr: false, watch: null },
  });
  const profile = join(folder, 'profile');
  try {
    await vite.listen();
    const context = await chromium.launchPersistentContext(profile, { executablePath, args: [...launchArguments, ...softwareGpu] });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(1_800_000);
      return await measure(page, profile, `${vite.resolvedUrls?.local[0] ?? ''}e2e/perf/blank.html`);
    } finally {
      await context.close();
    }
  } finally {
    await vite.close();
    await rm(folder, { recursive: true, force: true });
  }
}
