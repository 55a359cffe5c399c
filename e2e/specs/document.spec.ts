import { noisyPicture } from '../pages/pictures';
import { expect, test } from '../pages/test';

const painted = (data: Uint8Array) => data.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);

test('undo and redo bring strokes back exactly; invert and clear are entries too', async ({ studio, page }) => {
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(128, 96).png);
  await studio.stroke([20, 20], [60, 40]);
  const first = await studio.exportChangeMap();
  await studio.tool('Eraser');
  await studio.stroke([20, 20], [40, 30]);
  const erased = await studio.exportChangeMap();
  expect(painted(erased.data)).toBeLessThan(painted(first.data));
  await page.getByRole('button', { name: 'Invert', exact: true }).click();
  const inverted = await studio.exportChangeMap();
  expect(inverted.data[0]).toBe(255 - erased.data[0]!);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  expect((await studio.exportChangeMap()).data).toEqual(first.data);
  await page.keyboard.press('Control+Shift+z');
  expect((await studio.exportChangeMap()).data).toEqual(erased.data);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  expect(painted((await studio.exportChangeMap()).data)).toBe(0);
});

test('Escape drops the stroke in progress', async ({ studio, page }) => {
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(128, 96).png);
  const box = (await studio.canvas.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 20, { steps: 5 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(painted((await studio.exportChangeMap()).data)).toBe(0);
});

test('a reload brings picture, map, prompt and settings back; a picture that was left for another one waits in the menu', async ({
  studio,
  page,
}) => {
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(128, 96).png);
  await studio.stroke([20, 20], [60, 40]);
  await studio.setPrompt('a castle at night');
  await studio.setNumber('Steps', 13);
  const before = await studio.exportChangeMap();
  // At most half a second may be lost: after that long the tab may crash.
  await page.waitForTimeout(600);
  await expect(page.getByRole('status', { name: 'Document state' })).toHaveText('Saved');
  await page.goto('about:blank');
  await studio.goto();
  await expect(page.getByText('128 × 96', { exact: true })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toHaveValue('a castle at night');
  await expect(page.getByRole('button', { name: /^13 steps · / })).toBeVisible();
  expect((await studio.exportChangeMap()).data).toEqual(before.data);

  await studio.openPicture('other.png', noisyPicture(64, 64).png);
  await expect(page.getByText('64 × 64').first()).toBeVisible();
  await page.getByRole('banner').getByRole('button', { name: 'other' }).click();
  await page.getByRole('button', { name: 'Recent: noise' }).click();
  await expect(page.getByText('128 × 96', { exact: true })).toBeVisible();
  expect((await studio.exportChangeMap()).data).toEqual(before.data);
  await page.getByRole('banner').getByRole('button', { name: 'noise' }).click();
  await expect(page.getByRole('button', { name: /^Recent: / })).toHaveAccessibleName(/^Recent: other/);
  await page.keyboard.press('Escape');
});
