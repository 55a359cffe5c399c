import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from '@playwright/test';
import { noisyPicture } from '../pages/pictures';
import { expect, test } from '../pages/test';

const packages = fileURLToPath(new URL('../fixtures/packages/', import.meta.url));

async function servePackages(context: BrowserContext): Promise<void> {
  await context.route('**/models/fixtures/**', async (route) => {
    const path = new URL(route.request().url()).pathname.split('/models/fixtures/')[1] ?? '';
    const body = await readFile(packages + fileOf(path)).catch(() => null);
    await route.fulfill(
      body
        ? { body, contentType: 'application/octet-stream', headers: { 'Cross-Origin-Resource-Policy': 'same-origin' } }
        : { status: 404, body: 'not found' },
    );
  });
}

/** `half` is the flat package as a tree without a manifest, whose UNet computes in half precision. */
function fileOf(path: string): string {
  const [, own] = /^half\/(.*)$/.exec(path) ?? [];
  if (own === undefined) return path;
  if (own === 'files.json') return 'none';
  const graph = /^(\w+)\/model\.onnx$/.exec(own)?.[1];
  if (graph !== undefined) return `sd15-flat/onnx/${graph}_model${graph === 'unet' ? '_fp16' : ''}.onnx`;
  return `sd15-flat/${own.replace(/^tokenizer\//, '')}`;
}

/** What the page on what runs where says of each network. */
async function verdicts(page: Page): Promise<Record<string, string>> {
  await page.getByRole('combobox', { name: 'Model', exact: true }).click();
  await page.getByRole('option', { name: 'What runs where…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('dl > div').first()).toBeVisible();
  const rows = await dialog
    .locator('dl > div')
    .evaluateAll((found) =>
      found.map((row) => [row.querySelector('dt')?.textContent ?? '', row.querySelector('dd')?.textContent ?? ''] as const),
    );
  await page.keyboard.press('Escape');
  return Object.fromEntries(rows);
}

/** How far a network's answers on the graphics adapter lie from the processor's, as its verdict tells, 0…1. */
function apart(verdict: string | undefined): number {
  return Number(/\(([\d.]+) % apart\)/.exec(verdict ?? '')?.[1] ?? Number.NaN) / 100;
}

const asked = [
  ['sd15-optimum', 'float32 with weights in several files'],
  ['sd15-flat', 'four bits'],
  ['sdxl-turbo', 'eight bits and two text encoders'],
] as const;

for (const [name, words] of asked) {
  // The processor's own numbers are compared with PyTorch's in e2e/fixtures/packages/parity.test.ts.
  test(`${name}, ${words}: WebGPU agrees with the processor within a hundredth, and an edit runs`, async ({ studio, context }) => {
    await servePackages(context);
    await studio.goto(`?package=models/fixtures/${name}&provider=webgpu`);
    await studio.openPicture('noise.png', noisyPicture(64, 64).png);
    await studio.setNumber('Steps', 2);
    await studio.page.getByRole('button', { name: 'Change everything' }).first().click();
    await studio.generate();
    await studio.result(1);
    const told = await verdicts(studio.page);
    for (const part of ['UNet', 'Text encoder', 'Picture encoder', 'Picture decoder'])
      expect(apart(told[part]), `${part}: ${told[part]}`).toBeLessThan(0.01);
  });
}

test('half precision on an adapter without it: the processor runs that network, and it is said', async ({ studio, context }) => {
  await servePackages(context);
  await studio.goto('?package=models/fixtures/half&provider=webgpu');
  await studio.openPicture('noise.png', noisyPicture(64, 64).png);
  await studio.setNumber('Steps', 2);
  await studio.page.getByRole('button', { name: 'Change everything' }).first().click();
  await studio.generate();
  await studio.result(1);
  const told = await verdicts(studio.page);
  test.skip(told['Half precision'] === 'yes', 'This adapter has half precision, so there is no retreat to see.');
  expect(apart(told['Picture decoder'])).toBeLessThan(0.01);
  expect(told['UNet']).toMatch(/so it now runs on the processor\.$/);
  await expect(studio.page.getByText(/UNet.*so it now runs on the processor/).first()).toBeVisible();
});
