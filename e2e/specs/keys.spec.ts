import type { Page } from '@playwright/test';
import { noisyPicture } from '../pages/pictures';
import { expect, test } from '../pages/test';

const onCanvas = (page: Page) => expect(page.getByRole('region', { name: 'Canvas' })).toBeFocused();

test.beforeEach(async ({ studio }) => {
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(64, 64).png);
  await expect(studio.page.getByText('64 × 64').first()).toBeVisible();
});

test('after a control the keyboard belongs to the canvas again', async ({ studio, page }) => {
  await studio.tool('Gradient');
  await onCanvas(page);
  await page.keyboard.press('b');
  await expect(page.getByRole('radio', { name: 'Brush', exact: true })).toBeChecked();
  await page.getByRole('slider', { name: 'Brush strength', exact: true }).click();
  await onCanvas(page);
  await page.getByRole('button', { name: 'Change everything' }).first().click();
  await onCanvas(page);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Redo' })).toBeEnabled();
});

test('a choice takes no letter while it is closed, and gives the keyboard back', async ({ studio, page }) => {
  const mode = page.getByRole('combobox', { name: 'Method', exact: true });
  await studio.unfold(mode);
  await mode.focus();
  await page.keyboard.press('e');
  await expect(page.getByRole('radio', { name: 'Eraser', exact: true })).toBeChecked();
  await page.keyboard.press('i');
  await expect(page.getByRole('radio', { name: 'Pick value', exact: true })).toBeChecked();
  await expect(mode).toHaveText('Differential');
  await mode.click();
  await page.getByRole('option', { name: 'Image-to-image', exact: true }).click();
  await onCanvas(page);
  await expect(mode).toHaveText('Image-to-image');
});

test('undo is the document’s, but in a text that is being edited', async ({ studio, page }) => {
  await page.getByRole('button', { name: 'Change everything' }).first().click();
  const undo = page.getByRole('button', { name: 'Undo' });
  const redo = page.getByRole('button', { name: 'Redo' });
  const prompt = page.getByRole('textbox', { name: 'Prompt', exact: true });
  // Only looked into: nothing of it is being edited.
  await prompt.click();
  await page.keyboard.press('Control+z');
  await expect(redo).toBeEnabled();
  await page.keyboard.press('Control+Shift+z');
  await expect(redo).toBeDisabled();
  await expect(undo).toBeEnabled();
  await prompt.pressSequentially('snow');
  await page.keyboard.press('Control+z');
  await expect(prompt).not.toHaveValue('snow');
  expect((await studio.map()).painted).toBe(64 * 64);
  await prompt.press('Control+Enter');
});

test('two quick digits make a number', async ({ page }) => {
  const strength = page.getByRole('slider', { name: 'Brush strength', exact: true });
  await page.getByRole('region', { name: 'Canvas' }).focus();
  // At once: how long a press takes on a busy machine is not what is tried here.
  await page.evaluate(() => {
    for (const digit of ['4', '5'])
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: digit, code: `Digit${digit}`, bubbles: true, cancelable: true }),
      );
  });
  await expect(strength).toHaveAttribute('aria-valuenow', '45');
  await page.waitForTimeout(900);
  await page.keyboard.press('7');
  await expect(strength).toHaveAttribute('aria-valuenow', '70');
});
