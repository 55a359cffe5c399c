import { expect, test } from '../pages/test';

test.use({ serviceWorkers: 'allow' });

test('after one visit the whole studio works without a network, with an edit by the starter', async ({ studio, context }) => {
  const { page } = studio;
  await studio.goto('?provider=wasm');
  const worker = await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.scriptURL);
  expect(worker).toContain('service.worker');
  await context.setOffline(true);
  await page.reload();
  await studio.chooseSample(0);
  await studio.setNumber('Steps', 4);
  await studio.generate();
  await studio.result(1);
  await page.getByRole('combobox', { name: 'Model', exact: true }).click();
  await page.getByRole('option', { name: 'Add or manage models…' }).click();
  await expect(page.getByRole('dialog', { name: 'Models' })).toBeVisible();
});
