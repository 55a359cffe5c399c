import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { build, preview } from 'vite';
import { median, type Measurement } from '../../e2e/perf/measurement';
import { findChromium } from '../chromium.mjs';
import type { Bench } from './bench';
import { launchArguments } from './launchArguments';

const patienceMs = 120_000;

/** The built studio on its first visit, in a browser without a cache, while its model loads: strokes are tried until one is taken. */
export const firstStroke: Bench = {
  name: 'first-stroke',
  title: 'from navigation to the first possible stroke, on a first visit',
  async run({ root, rounds }) {
    const executablePath = await findChromium();
    if (executablePath === null) throw new Error('There is no Chromium to measure in: npm test finds or installs one.');
    const folder = await mkdtemp(join(tmpdir(), 'sfumato-bench-'));
    try {
      await build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
      const server = await preview({ root, logLevel: 'error', build: { outDir: folder }, preview: { port: 0, host: 'localhost' } });
      const browser = await chromium.launch({ executablePath, args: launchArguments });
      try {
        const address = server.resolvedUrls?.local[0] ?? '';
        const times: number[] = [];
        for (let round = 0; round < rounds; round += 1) times.push(await secondsToStroke(browser, address));
        return [told(times)];
      } finally {
        await browser.close();
        await server.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const told = (times: readonly number[]): Measurement => ({
  name: 'from navigation to the first stroke that is taken, on a first visit',
  value: median(times),
  unit: 's',
  bar: null,
  detail: `${times.map((time) => time.toFixed(2)).join(', ')} s; the sample has opened by then, and its model is loading`,
});

/** Each in a context of its own: nothing is kept from the one before. */
async function secondsToStroke(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    const since = performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    const canvas = page.getByRole('region', { name: 'Canvas', exact: true });
    // The sample that a first visit opens is the first step.
    const strokes = page.getByRole('button', { name: 'History', exact: true }).filter({ hasText: /\d steps/ });
    while ((await strokes.count()) === 0) {
      if (performance.now() - since > patienceMs) throw new Error('No stroke was taken within two minutes.');
      const box = (await canvas.count()) > 0 ? await canvas.boundingBox() : null;
      if (!box) continue;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x - 40, y);
      await page.mouse.down();
      await page.mouse.move(x + 40, y);
      await page.mouse.up();
    }
    return (performance.now() - since) / 1000;
  } finally {
    await context.close();
  }
}
