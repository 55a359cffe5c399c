import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type BrowserContext } from '@playwright/test';
import { handInScriptedEngine } from './scriptedEngine';
import { Studio } from './studio';

const tinyFolder = fileURLToPath(new URL('../fixtures/packages/tiny/', import.meta.url));

/** Serves the tiny fixture package from the studio's own origin under `models/tiny/`, as a host that carries it would. */
async function serveTinyPackage(context: BrowserContext): Promise<void> {
  await context.route('**/models/tiny/**', async (route) => {
    const path = new URL(route.request().url()).pathname.split('/models/tiny/')[1] ?? '';
    try {
      await route.fulfill({
        body: await readFile(tinyFolder + path),
        contentType: path.endsWith('.json') ? 'application/json' : 'application/octet-stream',
        headers: { 'Cross-Origin-Resource-Policy': 'same-origin' },
      });
    } catch {
      await route.fulfill({ status: 404, body: 'not found' });
    }
  });
}

/** Query strings that choose the package and what runs it. */
export const onTiny = { wasm: '?package=models/tiny&provider=wasm', webgpu: '?package=models/tiny&provider=webgpu' } as const;

/** Of a project: whether its pages run models, or play an edit without one, which spares each page seconds of both cores. */
export interface EngineOption {
  readonly engine: 'worker' | 'scripted';
}

/** The test with a studio page; an uncaught error or a violated content policy fails it. */
export const test = base.extend<EngineOption & { studio: Studio }>({
  engine: ['worker', { option: true }],
  studio: async ({ page, context, engine }, use) => {
    if (engine === 'scripted') await handInScriptedEngine(context);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
    });
    await serveTinyPackage(context);
    await use(new Studio(page));
    expect(faults).toEqual([]);
  },
});

export { expect };
