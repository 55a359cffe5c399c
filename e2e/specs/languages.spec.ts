import { expect, test } from '../pages/test';

const catalogue = {
  Settings: 'Einstellungen',
  Language: 'Sprache',
  'Open image': 'Bild öffnen',
  'is a text file, not a picture': 'ist eine Textdatei, kein Bild',
  '“{0}” {1}.': '„{0}“ {1}.',
};

test('a chosen language is shown, in the sentences of workers too, and is kept', async ({ studio, page, context }) => {
  await context.addInitScript((german) => Object.assign(globalThis, { sfumatoCatalogues: { de: german } }), catalogue);
  await studio.goto();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
  await expect(page.getByRole('button', { name: 'Einstellungen', exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.reload();
  const input = page.locator('input[type="file"][aria-label="Bild öffnen"]');
  await input.setInputFiles({
    name: 'brief.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('dear sir or madam, this is no picture at all'),
  });
  await expect(page.getByText(/ist eine Textdatei, kein Bild/).first()).toBeVisible();
});
