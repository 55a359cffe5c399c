import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { writeCheckpoint, writeFolder, writePart, writeTruncated } from '../fixtures/checkpoints/writeCheckpoint';
import { patience } from '../pages/patience';
import { changeDropped, dropFolder, keptBytes } from '../pages/droppedFile';
import { probeWorker } from '../pages/gpuProbe';
import { noisyPicture } from '../pages/pictures';
import type { Studio } from '../pages/studio';
import { expect, test } from '../pages/test';

let folder = '';

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-checkpoints-'));
});
test.afterAll(() => rm(folder, { recursive: true }));

async function chooseFile(page: Page, path: string): Promise<Locator> {
  await page.getByRole('combobox', { name: 'Model', exact: true }).click();
  await page.getByRole('option', { name: 'Add or manage models…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Models' });
  await dialog.getByRole('button', { name: 'File', exact: true }).click();
  await dialog.locator('input[aria-label="Model file"]').setInputFiles(path);
  return dialog;
}

/** Once the model is in use: leaves the dialog and edits a picture in one step. */
async function editOnce(studio: Studio, dialog: Locator, kept: Locator): Promise<void> {
  await expect(kept.getByText('In use')).toBeVisible({ timeout: patience });
  await dialog.getByRole('button', { name: 'Close' }).click();
  await studio.openPicture('noise.png', noisyPicture(64, 64).png);
  await studio.setNumber('Steps', 1);
  await studio.page.getByRole('button', { name: 'Change everything' }).first().click();
  await studio.generate();
  await studio.result(1);
}

test('a checkpoint is opened as it lies, quantised once, edits, and is ready after a reload without asking', async ({ studio }) => {
  const { page } = studio;
  await studio.goto('?provider=wasm');
  const dialog = await chooseFile(page, await writeCheckpoint(folder, 64));
  const report = dialog.getByRole('region', { name: /^Report on/ });
  await expect(report.getByText(/Stable Diffusion 1\.x · one file of weights/)).toBeVisible();
  await report.getByRole('radio', { name: /^8 bits/ }).check();
  await report.getByRole('button', { name: 'Import' }).click();
  const kept = dialog.getByRole('region', { name: 'sd15' });
  await expect(kept.getByText('ready', { exact: true })).toBeVisible({ timeout: patience });
  await kept.getByRole('button', { name: 'Use' }).click();
  await editOnce(studio, dialog, kept);

  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Model', exact: true })).toHaveText(/^sd15/, { timeout: patience });
  await expect(page.getByRole('combobox', { name: 'Model', exact: true })).not.toHaveText(/loading/, { timeout: patience });
});

test('a graphics driver that computes norms wrongly is found before a graph is written for it, said, and the processor computes', async ({
  studio,
  context,
}) => {
  const { page } = studio;
  await probeWorker(context, ['inverseSqrt(', 'inverseSqrt(2.0 + ']);
  await studio.goto('?provider=webgpu');
  const dialog = await chooseFile(page, await writeCheckpoint(folder, 64));
  const report = dialog.getByRole('region', { name: /^Report on/ });
  await report.getByRole('radio', { name: /^4 bits/ }).check();
  await report.getByRole('button', { name: 'Import' }).click();
  const kept = dialog.getByRole('region', { name: 'sd15' });
  await kept.getByRole('button', { name: 'Use' }).click({ timeout: patience });
  await editOnce(studio, dialog, kept);
  await page.getByRole('combobox', { name: 'Model', exact: true }).click();
  await page.getByRole('option', { name: /^What runs where/ }).click();
  const runs = page.getByRole('dialog', { name: 'What runs where' });
  await expect(runs.getByText(/Layer norm: wrong/)).toBeVisible();
  await expect(runs.getByText(/graphics card computes .*layer norm.* wrongly.*processor/).first()).toBeVisible();
});

test.describe('without a model at work', () => {
  test.use({ engine: 'scripted' });

  test('a file of weights that is broken off, or is a pickle, is refused with the way on', async ({ studio }) => {
    const { page } = studio;
    await studio.goto();
    const dialog = await chooseFile(page, await writeTruncated(folder));
    await expect(dialog.getByRole('alert')).toContainText(/cut|short|broken|truncated|ends/i);
    const pickle = { name: 'model.ckpt', mimeType: '', buffer: Buffer.from([0x80, 2, 0x7d, 0x71, 0, 0x2e]) };
    await dialog.locator('input[aria-label="Model file"]').setInputFiles(pickle);
    await expect(dialog.getByRole('alert')).toContainText(/pickle/i);
    await expect(dialog.getByRole('alert')).toContainText(/safetensors/i);
  });

  test('a dropped folder in diffusers’ layout stays where it lies, and is named when a file of it was changed', async ({ studio }) => {
    const { page } = studio;
    await studio.goto();
    await dropFolder(page, await writeFolder(join(folder, 'dream')));
    const dialog = page.getByRole('dialog', { name: 'Models' });
    const report = dialog.getByRole('region', { name: /^Report on/ });
    await report.getByRole('radio', { name: /^In their own folder, where it is/ }).check();
    await report.getByRole('radio', { name: /^Single precision/ }).check();
    await report.getByRole('button', { name: 'Add', exact: true }).click();
    const kept = dialog.getByRole('region', { name: 'dream', exact: true });
    await expect(kept.getByText(/^ready · .* in its own folder/)).toBeVisible({ timeout: patience });
    expect(await keptBytes(page)).toBe(0);
    await changeDropped(page, 'dream/unet/diffusion_pytorch_model.fp16.safetensors');
    await kept.getByRole('button', { name: 'Use' }).click();
    await expect(page.getByText(/of which “unet\/diffusion_pytorch_model.fp16.safetensors” was changed/).first()).toBeVisible();
  });

  test('a UNet alone borrows VAE and text encoder from parts that are kept, in one click, also after a reload', async ({ studio }) => {
    const { page } = studio;
    await studio.goto();
    for (const [name, wanted] of [
      ['vae', /^first_stage_model/],
      ['text', /^cond_stage_model/],
    ] as const) {
      const dialog = await chooseFile(page, await writePart(folder, `${name}.safetensors`, wanted));
      await dialog
        .getByRole('region', { name: /^Report on/ })
        .getByRole('button', { name: 'Import' })
        .click();
      await expect(dialog.getByRole('region', { name, exact: true }).getByText('A part, from which other models borrow.')).toBeVisible({
        timeout: patience,
      });
      await expect(dialog.getByRole('region', { name, exact: true }).getByText('ready', { exact: true })).toBeVisible({
        timeout: patience,
      });
      await page.keyboard.press('Escape');
    }
    const dialog = await chooseFile(page, await writePart(folder, 'bare.safetensors', /^model\.diffusion_model/));
    const report = dialog.getByRole('region', { name: /^Report on/ });
    await expect(report.getByRole('radio', { name: /^vae: kept already/ })).toBeChecked();
    await expect(report.getByRole('radio', { name: /^text: kept already/ })).toBeChecked();
    await expect(report.getByRole('radio', { name: /^TAESD: 9.8 MB to download/ })).toBeVisible();
    await report.getByRole('button', { name: 'Import' }).click();
    const kept = dialog.getByRole('region', { name: 'bare', exact: true });
    await expect(kept.getByText('With the VAE of “vae” and the text encoder of “text”.')).toBeVisible({ timeout: patience });
    await expect(kept.getByRole('button', { name: 'Use' })).toBeVisible({ timeout: patience });
    await page.reload();
    await page.getByRole('combobox', { name: 'Model', exact: true }).click();
    await page.getByRole('option', { name: 'Add or manage models…' }).click();
    await dialog.getByRole('button', { name: 'bare', exact: true }).click();
    await kept.getByRole('button', { name: 'Parts…' }).click();
    await expect(kept.getByRole('radio', { name: /^vae: kept already/ })).toBeChecked();
    await dialog.getByRole('button', { name: 'vae', exact: true }).click();
    await dialog.getByRole('region', { name: 'vae', exact: true }).getByRole('button', { name: 'Delete' }).click();
    await expect(dialog.getByText(/“bare” can then not be used until it borrows elsewhere/)).toBeVisible();
  });
});
