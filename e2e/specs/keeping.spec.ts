import type { Page } from '@playwright/test';
import { noisyPicture } from '../pages/pictures';
import { Studio } from '../pages/studio';
import { expect, test } from '../pages/test';

const state = (page: Page) => page.getByRole('status', { name: 'Document state' });
const prompt = (page: Page) => page.getByRole('textbox', { name: 'Prompt', exact: true });

const sentence = 'a castle by the sea at the hour when the lamps are lit and the boats come home';

/**
 * Types the sentence and kills the tab with its last key. Returns how much of it had been typed half a second before, by a clock
 * that stands while the page gets no turn, since a busy machine is not what is tested.
 */
async function killWhileTyping(page: Page): Promise<number> {
  const told: { readonly typed: number; readonly clockMs: number }[] = [];
  page.on('console', (message) => {
    const [, typed, clockMs] = /^typed (\d+) at (\d+)$/.exec(message.text()) ?? [];
    if (typed !== undefined) told.push({ typed: Number(typed), clockMs: Number(clockMs) });
  });
  await prompt(page).evaluate((box) => {
    let clockMs = 0;
    let before = performance.now();
    setInterval(() => {
      const now = performance.now();
      clockMs += Math.min(now - before, 50);
      before = now;
      console.debug(`typed ${(box as HTMLTextAreaElement).value.length} at ${Math.round(clockMs)}`);
    }, 20);
  });
  await prompt(page).pressSequentially(sentence, { delay: 25 });
  const killer = await page.context().newCDPSession(page);
  // No page event, no last words: as where the tab’s process is ended.
  killer.send('Page.crash').catch(() => undefined);
  await page.waitForEvent('crash');
  const endMs = told.at(-1)?.clockMs ?? 0;
  return told.findLast(({ clockMs }) => clockMs <= endMs - 500)?.typed ?? 0;
}

test('a killed tab loses half a second at most; a second one shows the project, and takes over when the first is closed', async ({
  studio,
  page,
  context,
}) => {
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(96, 64).png);
  await studio.stroke([20, 20], [60, 40]);
  const before = await studio.exportChangeMap();
  await expect(state(page)).toHaveText('Saved');
  const least = await killWhileTyping(page);
  expect(least).toBeGreaterThan(0);

  const first = await context.newPage();
  const again = new Studio(first);
  await again.goto();
  await expect(first.getByText('96 × 64')).toBeVisible();
  await expect(prompt(first)).not.toBeEmpty();
  const kept = await prompt(first).inputValue();
  expect(sentence.startsWith(kept)).toBe(true);
  expect(kept.length).toBeGreaterThanOrEqual(least);
  expect((await again.exportChangeMap()).data).toEqual(before.data);

  const second = await context.newPage();
  await new Studio(second).goto();
  const shown = second.getByRole('status', { name: 'Shown only' });
  await expect(shown).toContainText('Another tab keeps this project');
  await expect(prompt(second)).toHaveValue(kept);
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
