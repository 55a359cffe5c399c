import type { Page } from '@playwright/test';
import { noisyPicture } from '../pages/pictures';
import { Studio } from '../pages/studio';
import { expect, test } from '../pages/test';

const state = (page: Page) => page.getByRole('status', { name: 'Document state' });
const prompt = (page: Page) => page.getByRole('textbox', { name: 'Prompt', exact: true });

test('“Saved” outlives a killed tab; a second tab shows the project, and takes over when the first is closed', async ({
  studio,
  page,
  context,
}) => {
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(96, 64).png);
  await studio.stroke([20, 20], [60, 40]);
  await studio.setPrompt('a castle');
  const before = await studio.exportChangeMap();
  await expect(state(page)).toHaveText('Saved');
  const killer = await context.newCDPSession(page);
  // No page event, no last words: as where the tab’s process is ended.
  killer.send('Page.crash').catch(() => undefined);
  await page.waitForEvent('crash');

  const first = await context.newPage();
  const again = new Studio(first);
  await again.goto();
  await expect(first.getByText('96 × 64')).toBeVisible();
  await expect(prompt(first)).toHaveValue('a castle');
  expect((await again.exportChangeMap()).data).toEqual(before.data);

  const second = await context.newPage();
  await new Studio(second).goto();
  const shown = second.getByRole('status', { name: 'Shown only' });
  await expect(shown).toContainText('Another tab keeps this project');
  await expect(prompt(second)).toHaveValue('a castle');
  await prompt(first).fill('a castle at night');
  await expect(prompt(second)).toHaveValue('a castle at night');
  await first.close();
  await expect(shown).toBeHidden();
  await prompt(second).fill('a castle at dawn');
  // The screen may not have said yet that there is something to save.
  await second.waitForTimeout(500);
  await expect(state(second)).toHaveText('Saved');
  await second.reload();
  await expect(prompt(second)).toHaveValue('a castle at dawn');
});

test('a full disk and a deleted database are said or mended, and what frees room stands beside it with its size', async ({
  studio,
  page,
  context,
  baseURL,
}) => {
  const disk = await context.newCDPSession(page);
  const origin = new URL(baseURL ?? '').origin;
  await disk.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 500_000 });
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(96, 64).png);
  await expect(state(page)).toHaveText('Saved');
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('sfumato');
        request.onsuccess = resolve;
        request.onerror = reject;
      }),
  );
  const kept = () => page.evaluate(async () => (await indexedDB.databases()).some(({ name }) => name === 'sfumato'));
  await expect.poll(kept).toBe(true);
  await expect(state(page)).toHaveText('Saved');

  await studio.openPicture('larger.png', noisyPicture(640, 480).png);
  const warning = page.getByRole('alert', { name: 'Not saved' });
  await expect(warning).toContainText('full');
  await expect(warning.getByRole('button', { name: 'Save project file' })).toBeVisible();
  let asked = false;
  page.once('dialog', (dialog) => {
    asked = dialog.type() === 'beforeunload';
    void dialog.dismiss();
  });
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toBe(true);

  await warning.getByRole('button', { name: 'Free space…' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await expect(settings.getByRole('heading', { name: 'Room on this computer' })).toBeVisible();
  await disk.send('Storage.overrideQuotaForOrigin', { origin });
  await settings.getByRole('button', { name: 'Done' }).click();
  await expect(warning).toBeHidden();
  await expect(state(page)).toHaveText('Saved');
});
