import { patience } from '../pages/patience';
import { expect, test } from '../pages/test';

test('a first edit of a sample in two clicks, on wasm with the starter package', async ({ studio }) => {
  await studio.goto('?provider=wasm');
  await studio.chooseSample(0);
  await expect(studio.generateButton).toBeEnabled();
  await studio.generate();
  await expect(studio.progress).toBeVisible();
  await studio.result(1);
  await expect(studio.page.getByRole('slider', { name: 'Before and after' })).toBeVisible();
  await studio.acceptLatest();
  const exported = await studio.exportPng();
  expect(exported.width).toBeGreaterThanOrEqual(256);
});

test('Cancel ends a run within a step and leaves everything usable', async ({ studio }) => {
  await studio.goto('?provider=wasm');
  await studio.chooseSample(0);
  await studio.setNumber('Steps', 150);
  await studio.generate();
  await expect(studio.page.getByText(/step \d+ of \d+/)).toBeVisible({ timeout: patience });
  const pressed = Date.now();
  await studio.page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(studio.progress).toBeHidden({ timeout: 8000 });
  expect(Date.now() - pressed).toBeLessThan(8000);
  await expect(studio.results).toHaveCount(0);
  await expect(studio.generateButton).toBeEnabled();
});

test('a killed worker costs the run only; the next run works', async ({ studio }) => {
  await studio.goto('?provider=wasm');
  await studio.chooseSample(0);
  await studio.setNumber('Steps', 120);
  await studio.generate();
  await expect(studio.page.getByText(/step \d+ of \d+/)).toBeVisible({ timeout: patience });
  const worker = studio.page.workers().find((candidate) => candidate.url().includes('diffusion'));
  if (!worker) throw new Error('No diffusion worker is running.');
  await worker.evaluate(() => self.close()).catch(() => undefined);
  await expect(studio.page.getByRole('alert').first()).toBeVisible();
  await expect(studio.generateButton).toBeEnabled();
  await studio.setNumber('Steps', 4);
  await studio.generate();
  await studio.result(1);
});

test('nothing leaves the machine: a whole edit asks only the own origin', async ({ studio, context, baseURL }) => {
  const elsewhere: string[] = [];
  const bodies: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== new URL(baseURL ?? '').origin) elsewhere.push(request.url());
    if (request.postData()) bodies.push(request.url());
  });
  await studio.goto('?provider=wasm');
  await studio.chooseSample(1);
  await studio.setNumber('Steps', 4);
  await studio.generate();
  await studio.result(1);
  expect(elsewhere).toEqual([]);
  expect(bodies).toEqual([]);
});
