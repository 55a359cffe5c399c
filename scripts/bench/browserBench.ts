import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';
import type { Measurement } from '../../e2e/perf/measurement';
import { findChromium } from '../chromium.mjs';
import type { Bench, BenchContext } from './bench';
import { launchArguments, softwareGpu } from './launchArguments';

const viewport = { width: 1280, height: 800 };

/**
 * A bench that runs in a page: `e2e/perf/<module>.ts`, whose `measure(rounds)` is called there, with the studio's own sources.
 */
export function browserBench(name: string, title: string, module: string): Bench {
  return { name, title, run: (context) => inPage(context, module) };
}

async function inPage({ root, rounds }: BenchContext, module: string): Promise<readonly Measurement[]> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('There is no Chromium to measure in: npm test finds or installs one.');
  const cacheDir = await mkdtemp(join(tmpdir(), 'sfumato-bench-'));
  // Dependencies as they lie in node_modules: bundling them first would reload the page in the middle.
  const server = await createServer({
    root,
    cacheDir,
    logLevel: 'error',
    appType: 'mpa',
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { port: 0, host: 'localhost', hmr: false, watch: null },
  });
  try {
    await server.listen();
    const address = server.httpServer?.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const browser = await chromium.launch({ executablePath, args: [...launchArguments, ...softwareGpu] });
    try {
      const page = await browser.newPage({ viewport });
      page.setDefaultTimeout(600_000);
      await page.goto(`http://localhost:${port}/e2e/perf/blank.html`);
      return await page.evaluate(
        async ([path, count]) => {
          const { measure } = (await import(path)) as { measure: (rounds: number) => Promise<readonly Measurement[]> };
          return measure(count);
        },
        [`/e2e/perf/${module}.ts`, rounds] as const,
      );
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
    await rm(cacheDir, { recursive: true, force: true });
  }
}
