import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { bytesContent } from '../faultServer/content';
import { FaultServer } from '../faultServer/faultServer';
import { imitateHub } from '../faultServer/hubImitation';
import { patience } from '../pages/patience';
import { noisyPicture } from '../pages/pictures';
import { expect, test } from '../pages/test';
import { expectAccessible } from '../pages/violations';

const packages = fileURLToPath(new URL('../fixtures/packages/', import.meta.url));

/** A fixture package's files by path. */
async function filesOf(name: string): Promise<Record<string, Uint8Array>> {
  const root = join(packages, name);
  const found = (await readdir(root, { recursive: true, withFileTypes: true })).filter(
    (entry) => entry.isFile() && entry.name !== 'parity.json',
  );
  return Object.fromEntries(
    await Promise.all(
      found.map(
        async (entry) =>
          [relative(root, join(entry.parentPath, entry.name)), new Uint8Array(await readFile(join(entry.parentPath, entry.name)))] as const,
      ),
    ),
  );
}

async function openModels(page: Page, row?: string): Promise<Locator> {
  await page.getByRole('combobox', { name: 'Model', exact: true }).click();
  await page.getByRole('option', { name: 'Add or manage models…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Models' });
  await expect(dialog.getByRole('searchbox', { name: 'Find a model' })).toBeFocused();
  if (row !== undefined) await dialog.getByRole('button', { name: row, exact: true }).click();
  return dialog;
}

test('a folder is looked into, imported, used, kept over a reload without the network, and deleted', async ({
  studio,
  context,
  baseURL,
}) => {
  const { page } = studio;
  await studio.goto('?provider=wasm');
  let dialog = await openModels(page, 'Folder');
  await dialog.locator('input[aria-label="Model folder"]').setInputFiles(join(packages, 'sd15-optimum'));
  const report = dialog.getByRole('region', { name: /^Report on/ });
  await expect(report.getByText(/Stable Diffusion 1/).first()).toBeVisible();
  await expect(report.getByRole('list', { name: 'What works' }).getByRole('listitem')).toHaveCount(3);
  await expect(report.getByText('Editing pictures: yes')).toBeVisible();
  await expect(report.getByText(/To copy: \d+ kB in \d+ files/)).toBeVisible();
  await expectAccessible(page, 'The models', '[role=dialog]');
  await report.getByRole('button', { name: 'Import' }).click();

  const kept = dialog.getByRole('region', { name: 'stable-diffusion-v1-5', exact: true });
  await expect(kept.getByText('ready', { exact: true })).toBeVisible();
  await kept.getByRole('button', { name: 'Verify' }).click();
  await expect(kept.getByText(/are as they were stored/)).toBeVisible();
  await expect(dialog.getByRole('region', { name: 'Where the disk went' })).toBeVisible();
  await expectAccessible(page, 'The models', '[role=dialog]');
  await kept.getByRole('button', { name: 'Use' }).click();
  await expect(kept.getByText('In use')).toBeVisible({ timeout: patience });
  const title = (await kept.getAttribute('aria-label')) ?? '';
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('combobox', { name: 'Model', exact: true })).toHaveText(`${title} · WebAssembly`);

  await studio.openPicture('noise.png', noisyPicture(64, 64).png);
  await studio.setNumber('Steps', 2);
  await page.getByRole('button', { name: 'Change everything' }).first().click();
  await studio.generate();
  await studio.result(1);

  // Of the package nothing is asked for again: it lies on this machine.
  const asked: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && (url.origin !== new URL(baseURL ?? '').origin || url.pathname.includes('/models/')))
      asked.push(request.url());
  });
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Model', exact: true })).toHaveText(`${title} · WebAssembly`, { timeout: patience });
  expect(asked).toEqual([]);

  dialog = await openModels(page);
  const again = dialog.getByRole('region', { name: title, exact: true });
  await expect(again.getByText('In use')).toBeVisible();
  await again.getByRole('button', { name: 'Delete' }).click();
  await again.getByRole('button', { name: 'Delete now' }).click();
  await expect(again).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Starter', exact: true }).click();
  await expect(dialog.getByRole('region', { name: 'Starter' }).getByText(/In use|Reading|Preparing|Checking/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Model', exact: true })).toHaveText('Starter · WebAssembly', { timeout: patience });
});

test.describe('without a model at work', () => {
  test.use({ engine: 'scripted' });

  test('what is no package, and what cannot be run, is refused with a sentence', async ({ studio }) => {
    const { page } = studio;
    await studio.goto();
    const dialog = await openModels(page, 'Zip');
    const zip = (files: Record<string, Uint8Array>) =>
      dialog
        .locator('input[aria-label="Model zip"]')
        .setInputFiles({ name: 'model.zip', mimeType: 'application/zip', buffer: Buffer.from(zipSync(files)) });
    await zip({ 'letter.txt': new Uint8Array(3) });
    await expect(dialog.getByRole('alert')).toContainText(/no|not/);
    await expect(dialog.getByRole('region', { name: /^Report on/ })).toHaveCount(0);
    await expectAccessible(page, 'The models', '[role=dialog]');

    // A package whose UNet holds an operator that only CUDA has.
    const files = await filesOf('sd15-optimum');
    const cuda = await readFile(
      join(packages, 'bad-graphs', (await readdir(join(packages, 'bad-graphs'))).find((name) => /nhwc/i.test(name)) ?? ''),
    );
    delete files['files.json'];
    await zip({ ...files, 'unet/model.onnx': new Uint8Array(cuda) });
    const blocked = dialog.getByRole('region', { name: 'It cannot be used' });
    await expect(blocked).toContainText('NhwcConv');
    await expect(dialog.getByRole('button', { name: 'Import' })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Back' }).click();

    // Two models side by side, one of them in two precisions: both are asked.
    const within = (folder: string) => Object.entries(files).map(([path, bytes]) => [`${folder}/${path}`, bytes] as const);
    await dialog.getByRole('button', { name: 'Zip', exact: true }).click();
    await zip(Object.fromEntries(['anime', 'dream/fp16', 'dream/fp32'].flatMap(within)));
    const which = dialog.getByRole('region', { name: 'Which model' });
    await expect(which.getByRole('button', { name: 'Look into it' })).toBeDisabled();
    await which.getByRole('radio', { name: 'dream' }).check();
    await expectAccessible(page, 'The models', '[role=dialog]');
    await which.getByRole('button', { name: 'Look into it' }).click();
    const report = dialog.getByRole('region', { name: 'Report on dream' });
    await report.getByRole('radio', { name: /^Half precision/ }).check();
    await expect(report.getByRole('cell', { name: 'fp16/unet/model.onnx' })).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Import' })).toBeEnabled();
    await dialog.getByRole('button', { name: 'Back' }).click();

    await expect(dialog.getByRole('region', { name: 'On this computer' }).getByRole('listitem')).toHaveCount(1);
  });

  test('a repository of a hub is looked into, downloaded, paused and gone on with; the catalogue says what nobody tried', async ({
    studio,
  }) => {
    const { page } = studio;
    const hub = await FaultServer.start();
    const contents = await FaultServer.start();
    try {
      const files = await filesOf('sd15-legacy');
      imitateHub(hub, contents, {
        repository: 'somebody/model',
        revision: 'main',
        commit: 'c'.repeat(40),
        license: 'openrail',
        token: 'hf_secret',
        files: Object.entries(files).map(([path, bytes]) => ({ path, content: bytesContent(bytes), large: /\.(onnx|pb)$/.test(path) })),
      });
      await studio.goto();
      const dialog = await openModels(page, 'Hub repository');
      await dialog.getByRole('region', { name: 'Catalogue' }).getByRole('listitem').getByRole('button').first().click();
      await expect(dialog.getByText(/not tried by us/).first()).toBeVisible();
      await expectAccessible(page, 'The models', '[role=dialog]');
      await dialog.getByRole('button', { name: 'Hub repository', exact: true }).click();
      await dialog.getByRole('textbox', { name: 'Hub' }).fill(hub.origin);
      await dialog.getByRole('textbox', { name: 'Repository or words' }).fill('somebody/nothing');
      await dialog.getByRole('button', { name: 'Look into it' }).click();
      await expect(dialog.getByRole('alert')).toBeVisible();
      await dialog.getByText('Access token, for private models').click();
      await dialog.getByLabel('Access token', { exact: true }).fill('hf_secret');
      // It is wanted again when the download goes on after a reload.
      await dialog.getByLabel(/Keep it in this browser/).check();
      await dialog.getByRole('button', { name: 'Use this token' }).click();
      await dialog.getByRole('textbox', { name: 'Repository or words' }).fill('some model');
      await dialog.getByRole('button', { name: 'Search the hub' }).click();
      await expect(dialog.getByText(/no picture model of a kind that runs here/)).toBeVisible();
      await dialog.getByRole('textbox', { name: 'Repository or words' }).fill('somebody');
      await dialog.getByRole('button', { name: 'Search the hub' }).click();
      await expectAccessible(page, 'a search of the hub', '[role=dialog]');
      await dialog.getByRole('region', { name: 'Found at the hub' }).getByRole('button', { name: 'somebody/model' }).click();
      await expect(dialog.getByText(/To download: \d+ kB in \d+ files.*Licence: openrail/)).toBeVisible();
      // Slow enough to be stopped in the middle.
      const graph = [...contents.seen].at(-1)?.path ?? '';
      const faults = contents.faultsOf(graph);
      faults.bytesPerSecond = 2000;
      await dialog.getByRole('button', { name: 'Download' }).click();
      const kept = dialog.getByRole('region', { name: 'model', exact: true });
      await expect(kept.getByRole('progressbar')).toBeVisible();
      await kept.getByRole('button', { name: 'Pause' }).click();
      await expect(kept.getByText('not complete')).toBeVisible();
      delete faults.bytesPerSecond;
      await page.reload();
      await openModels(page, 'model');
      await kept.getByRole('button', { name: 'Resume' }).click();
      await expect(kept.getByText('ready', { exact: true })).toBeVisible();
      expect(contents.seen.filter(({ headers }) => headers['authorization'] !== undefined)).toEqual([]);
      await expect(kept.getByRole('link', { name: /Licence: openrail/ })).toHaveAttribute(
        'href',
        new RegExp(`^${hub.origin}/somebody/model/`),
      );
    } finally {
      await hub.stop();
      await contents.stop();
    }
  });

  test('a chosen model that is gone, or that never came up, gives way to the starter with a sentence', async ({ studio }) => {
    const { page } = studio;
    const remember = (unfinished: number) =>
      page.evaluate(
        (count) => localStorage.setItem('sfumato-model', JSON.stringify({ id: 'import:gone', title: 'Gone', unfinished: count })),
        unfinished,
      );
    await studio.goto();
    await remember(0);
    await page.reload();
    await expect(page.getByText(/“Gone” could not be put in use, so the starter is/)).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Model', exact: true })).toHaveText('Scripted · WebAssembly', { timeout: patience });
    await remember(2);
    await page.reload();
    await expect(page.getByText(/“Gone” was being loaded when the page closed/)).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Model', exact: true })).toHaveText('Scripted · WebAssembly', { timeout: patience });
    expect(await page.evaluate(() => localStorage.getItem('sfumato-model'))).toBeNull();
  });
});
