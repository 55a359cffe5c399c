import { noisyPicture } from '../pages/pictures';
import { expect, test } from '../pages/test';
import { expectAccessible } from '../pages/violations';

test('a scribble is drawn on the picture with pen and eraser, taken back by strokes, and there after a reload', async ({
  studio,
  page,
}) => {
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(128, 96).png);
  await page.getByRole('button', { name: 'Guides', exact: true }).click();
  await page.getByRole('button', { name: 'Draw a scribble' }).click();
  await expect(page.getByRole('button', { name: 'Drawing: Scribble' })).toBeVisible();
  const told = async (x: number, y: number) => {
    const [[px, py] = [0, 0]] = await studio.onPage([x, y]);
    await page.mouse.move(px, py);
    return page.getByText(/white in the guide here/);
  };
  await studio.setNumber('Brush size value', 9);
  await studio.stroke([20, 48], [100, 48]);
  await expect(await told(60, 48)).toContainText('100 %');
  await studio.tool('Eraser');
  await studio.stroke([60, 30], [60, 60]);
  await expect(await told(60, 48)).toContainText('0 %');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(await told(60, 48)).toContainText('100 %');
  expect((await studio.map()).painted, 'the change map is untouched').toBe(0);
  await expect(page.getByRole('status', { name: 'Document state' })).toHaveText('Saved');
  await page.reload();
  await page.getByRole('button', { name: 'Select Scribble' }).click();
  await expect(await told(60, 48)).toContainText('100 %');
  await expect(await told(60, 20)).toContainText('0 %');
});

test('an arm is raised by dragging its hand, and from the keyboard; the pose panel is accessible', async ({ studio, page }) => {
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(200, 200).png);
  await page.getByRole('button', { name: 'Guides', exact: true }).click();
  await page.getByRole('button', { name: 'Pose a person' }).click();
  await expect(page.getByRole('radio', { name: 'Move' })).toBeChecked();
  const wrist = page.getByRole('button', { name: 'Left wrist' });
  await expect(wrist).toHaveAttribute('aria-description', 'x 122, y 97');
  await studio.stroke([122, 97], [135, 40]);
  await expect(wrist).toHaveAttribute('aria-description', /^x 13[456], y (39|40|41)$/);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(wrist).toHaveAttribute('aria-description', 'x 122, y 97');
  await wrist.focus();
  await page.keyboard.press('Shift+ArrowUp');
  await expect(wrist).toHaveAttribute('aria-description', 'x 122, y 87');
  await page.getByRole('button', { name: 'Hide joint' }).click();
  await expect(wrist).toHaveAttribute('aria-description', /hidden/);
  await page.locator('input[type="file"][aria-label="Open pose"]').setInputFiles({
    name: 'notes.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"shapes":[]}'),
  });
  await expect(page.getByText('This file has no people with keypoints in it.')).toBeVisible();
  await expectAccessible(page, 'A guide', 'aside');
});
