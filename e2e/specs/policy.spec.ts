import { gzipSync } from 'node:zlib';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page, type Worker } from '@playwright/test';
import { FaultServer } from '../faultServer/faultServer';
import { bytesContent } from '../faultServer/content';
import { patience } from '../pages/patience';
import { noisyPicture } from '../pages/pictures';
import { startPlainServer } from '../pages/plainServer';
import { Studio } from '../pages/studio';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const names = ['diffusion', 'map', 'picture', 'store'] as const;

let foreign: FaultServer;
test.beforeAll(async () => {
  foreign = await FaultServer.start();
  foreign.put('/stolen.json', bytesContent(new TextEncoder().encode('{}')));
  foreign.put('/script.js', bytesContent(new TextEncoder().encode('export default 1;')), { contentType: 'text/javascript' });
});
test.afterAll(() => foreign.stop());

/** An own script that does nothing, beside the studio's: that it can be loaded shows that the foreign one is refused for being foreign. */
const ownScript = fileURLToPath(new URL('../../dist/assets/probe.js', import.meta.url));
test.beforeAll(() => writeFileSync(ownScript, 'export default 1;\n'));
test.afterAll(() => rmSync(ownScript, { force: true }));

/** What a worker, or the page, can do: fetch from elsewhere, run a text, load a foreign script. Each 'done', or the error's name. */
const probe = async (origin: string): Promise<Record<'fetches' | 'evaluates' | 'imports' | 'importsOwn', string>> => {
  const outcome = (work: () => unknown): Promise<string> =>
    Promise.resolve()
      .then(work)
      .then(
        () => 'done',
        (error: unknown) => (error instanceof Error ? error.name : String(error)),
      );
  // The debugger's own call may evaluate texts; a later task may not.
  await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    fetches: await outcome(() => fetch(`${origin}/stolen.json`).then((response) => response.json())),
    // Not by its name, so that no tool rewrites it.
    evaluates: await outcome(() => (globalThis as unknown as Record<string, (text: string) => unknown>)[['ev', 'al'].join('')]?.('1 + 1')),
    imports: await outcome(() => import(/* @vite-ignore */ `${origin}/script.js`)),
    importsOwn: await outcome(() => import(/* @vite-ignore */ `${self.location.origin}/assets/probe.js`)),
  };
};

async function startEverything(page: Page, origin: string): Promise<ReadonlyMap<string, Worker>> {
  const studio = new Studio(page);
  await page.goto(`${origin}/?package=models/none&provider=wasm`);
  await studio.openPicture('noise.png', noisyPicture(96, 64).png);
  await studio.stroke([30, 30], [60, 40]);
  await page.getByRole('combobox', { name: 'Model', exact: true }).click();
  await page.getByRole('option', { name: 'Add or manage models…' }).click();
  await expect(page.getByRole('dialog', { name: 'Models' })).toBeVisible();
  const found = new Map<string, Worker>();
  await expect
    .poll(
      async () => {
        for (const worker of page.workers()) {
          const name = await worker.evaluate(() => self.name).catch(() => '');
          if (name !== '') found.set(name, worker);
        }
        return [...found.keys()].filter((name) => names.some((known) => known === name)).sort();
      },
      { timeout: patience },
    )
    .toEqual([...names]);
  return found;
}

async function expectBound(page: Page, origin: string): Promise<void> {
  const workers = await startEverything(page, origin);
  for (const name of names) {
    const can = await workers.get(name)!.evaluate(probe, foreign.origin);
    expect
      .soft(can, name)
      .toEqual({ fetches: name === 'store' ? 'done' : 'TypeError', evaluates: 'EvalError', imports: 'TypeError', importsOwn: 'done' });
  }
  expect
    .soft(await page.evaluate(probe, foreign.origin), 'page')
    .toEqual({ fetches: 'TypeError', evaluates: 'EvalError', imports: 'TypeError', importsOwn: 'done' });
}

test('from inside each worker a foreign fetch, a text run as script and a foreign import fail: npm start’s server', async ({
  page,
  baseURL,
}) => {
  await expectBound(page, baseURL!);
});

test('the same on a plain host that reads the headers’ file', async ({ page }) => {
  const host = await startPlainServer(dist, true);
  try {
    await expectBound(page, host.origin);
  } finally {
    await host.stop();
  }
});

test('the same on a host that cannot set headers', async ({ page }) => {
  const host = await startPlainServer(dist, false);
  try {
    await expectBound(page, host.origin);
  } finally {
    await host.stop();
  }
});

test('every kind of file has its headers; nothing but the page may be framed, and that by nobody', async ({ request }) => {
  const page = await request.get('/');
  expect(page.headers()).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  });
  const script = (await page.text()).match(/\/assets\/[\w.-]+\.js/)![0];
  expect((await request.get(script)).headers()['content-security-policy']).toContain("connect-src 'self' blob:");
  expect((await request.get('/models/catalog.json')).headers()['x-content-type-options']).toBe('nosniff');
});

test('the first screen takes at most 300 kB of script', async ({ request }) => {
  const page = await (await request.get('/')).text();
  const scripts = [...page.matchAll(/(?:src|href)="(\/[\w./-]+\.js)"/g)].map(([, path]) => path!);
  expect(scripts.length).toBeGreaterThan(1);
  const packed = await Promise.all(scripts.map(async (path) => gzipSync(await (await request.get(path)).body()).length));
  expect(packed.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(300_000);
});
