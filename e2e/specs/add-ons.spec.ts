import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLora } from '../fixtures/checkpoints/writeAddOns';
import { writeCheckpoint } from '../fixtures/checkpoints/writeCheckpoint';
import { patience } from '../pages/patience';
import { changeDropped, dropFile, keptBytes } from '../pages/droppedFile';
import { noisyPicture } from '../pages/pictures';
import { expect, test } from '../pages/test';

let folder = '';

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-add-ons-'));
});
test.afterAll(() => rm(folder, { recursive: true }));

test('a dropped checkpoint stays in its own file and takes a LoRA, at strength 0 bit for bit without; and is ready again', async ({
  studio,
}) => {
  const { page } = studio;
  const model = page.getByRole('combobox', { name: 'Model', exact: true });
  const dialog = page.getByRole('dialog', { name: 'Models' });
  const report = dialog.getByRole('region', { name: /^Report on/ });
  await studio.goto('?provider=wasm');
  await dropFile(page, await writeCheckpoint(folder, 64), true);
  await report.getByRole('radio', { name: /^Single precision/ }).check();
  await expect(report.getByText('To copy: nothing; it stays in its own file')).toBeVisible();
  await report.getByRole('button', { name: 'Add', exact: true }).click();
  const kept = dialog.getByRole('region', { name: 'sd15', exact: true });
  await kept.getByRole('button', { name: 'Use', exact: true }).click({ timeout: patience });
  await expect(kept.getByText('In use')).toBeVisible({ timeout: patience });
  expect(await keptBytes(page)).toBe(0);
  await dialog.getByRole('button', { name: 'Close' }).click();

  await dropFile(page, await writeLora(folder, { metadata: { 'modelspec.trigger_phrase': 'night style' } }));
  await expect(report.getByText(/LoRA of rank 4 for Stable Diffusion 1\.x/)).toBeVisible();
  await report.getByRole('button', { name: 'Import' }).click();
  const lora = dialog.getByRole('region', { name: 'night', exact: true });
  await lora.getByRole('button', { name: 'Use in this edit' }).click({ timeout: patience });
  await dialog.getByRole('button', { name: 'Close' }).click();

  await studio.openPicture('noise.png', noisyPicture(64, 64).png);
  await studio.setNumber('Steps', 1);
  await page.getByRole('button', { name: /The seed stays the same|A new seed after every run/ }).click();
  const card = page.getByRole('listitem', { name: 'night' });
  await card.getByRole('button', { name: 'night style' }).click();
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toHaveValue(/night style$/);
  await page.getByRole('button', { name: 'Change everything' }).first().click();
  const edit = async (count: number) => {
    await studio.generate();
    await studio.result(count);
    return Buffer.from((await studio.exportPng()).data);
  };
  const full = await edit(1);
  await studio.setNumber('Strength of night value', 0);
  const none = await edit(2);
  expect(none.equals(full)).toBe(false);
  await card.getByRole('button', { name: 'Remove night' }).click();
  const plain = await edit(3);
  expect(none.equals(plain)).toBe(true);

  await page.reload();
  await expect(model).toHaveText('sd15 · WebAssembly', { timeout: patience });
  // The same again would show the result that is there.
  await studio.setNumber('Steps', 2);
  expect((await edit(4)).equals(plain)).toBe(false);
  await changeDropped(page, 'sd15.safetensors');
  await page.reload();
  await expect(page.getByText(/stays in its own file, “sd15.safetensors”, which was changed since it was added/)).toBeVisible({
    timeout: 30_000,
  });
});
