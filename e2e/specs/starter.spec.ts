import { patience } from '../pages/patience';
import { expect, test } from '../pages/test';

// One page for all of it: to load the model takes longer than its runs.
test('a sample in two clicks, cancelled, with its worker killed, and run again; all the while only the own origin is asked', async ({
  studio,
  context,
  baseURL,
}) => {
  const { page } = studio;
  const elsewhere: string[] = [];
  const bodies: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== new URL(baseURL ?? '').origin) elsewhere.push(request.url());
    if (request.postData()) bodies.push(request.url());
  });
  const running = () => expect(page.getByText(/step \d+ of \d+/i)).toBeVisible({ timeout: patience });

  await test.step('a first edit in two clicks', async () => {
    await studio.goto('?provider=wasm');
    await studio.chooseSample(0);
    await expect(studio.generateButton).toBeEnabled();
    await studio.generate();
    await expect(studio.progress).toBeVisible();
    await studio.result(1);
    await expect(page.getByRole('slider', { name: 'Before and after' })).toBeVisible();
    await studio.acceptLatest();
    const exported = await studio.exportPng();
    expect(exported.width).toBeGreaterThanOrEqual(256);
  });

  await test.step('Cancel ends a run within a step and leaves everything usable', async () => {
    await studio.setNumber('Steps', 150);
    await studio.generate();
    await running();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(studio.progress).toBeHidden();
    await expect(studio.results).toHaveCount(1);
    await expect(studio.generateButton).toBeEnabled();
  });

  await test.step('a killed worker costs the run only; the next run works', async () => {
    await studio.generate();
    await running();
    const worker = page.workers().find((candidate) => candidate.url().includes('diffusion'));
    if (!worker) throw new Error('No diffusion worker is running.');
    await worker.evaluate(() => self.close()).catch(() => undefined);
    await expect(page.getByRole('alert').first()).toContainText('runs the model stopped');
    await expect(studio.generateButton).toBeEnabled();
    await studio.setNumber('Steps', 4);
    await studio.generate();
    await studio.result(2);
  });

  expect(elsewhere).toEqual([]);
  expect(bodies).toEqual([]);
});
