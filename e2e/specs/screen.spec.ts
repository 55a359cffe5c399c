import type { Page } from '@playwright/test';
import { noisyPicture } from '../pages/pictures';
import { expect, test } from '../pages/test';
import { expectAccessible } from '../pages/violations';

/** Buttons whose ground is the accent: the solid ones that are not behind a dialog. */
const solid = (page: Page) =>
  page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.background = 'var(--accent)';
    const accent = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return [...document.querySelectorAll('button')]
      .filter((button) => button.checkVisibility() && getComputedStyle(button).backgroundColor === accent)
      .map((button) => button.textContent?.replace(/Ctrl.*/, '').trim());
  });

const openByPalette = (page: Page, command: string) => async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill(command);
  await page.keyboard.press('Enter');
};

test('every part and dialog is without accessibility violations, in both themes', async ({ studio, page }) => {
  const dialog = page.getByRole('dialog');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const model = (row: string) => dialog.getByRole('button', { name: row, exact: true }).click();
  const file = (input: string, name: string) =>
    page.locator(`input[aria-label="${input}"]`).setInputFiles({ name, mimeType: 'image/png', buffer: Buffer.from(picture) });
  const picture = noisyPicture(64, 48).png;
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await studio.goto();
  await expectAccessible(page, 'The first screen', 'main');
  await studio.openPicture('noise.png', noisyPicture(128, 96).png);
  await studio.stroke([20, 20], [60, 40]);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light dark');
  await studio.generate();
  await studio.result(1);
  for (const part of ['Guides', 'Layers', 'History']) await press(part);
  await page.getByRole('button', { name: /steps · / }).click();
  await expect(page.getByRole('combobox', { name: 'Method', exact: true })).toBeVisible();
  await expectAccessible(page, 'A shown result, and every part but exemplars');
  await file('Add exemplar', 'sun.png');
  await expect(page.getByRole('spinbutton', { name: 'Rotation' })).toBeVisible();
  await expectAccessible(page, 'Exemplars', '[aria-label="Panels"]');
  const open: readonly (readonly [name: string, press: () => Promise<void>, pages?: readonly (() => Promise<void>)[]])[] = [
    [
      'Settings',
      () => press('Settings'),
      ['Storage', 'Keys', 'This computer'].map((tab) => () => page.getByRole('tab', { name: tab }).click()),
    ],
    ['Commands', () => press('Commands')],
    ['Pictures', () => page.getByRole('banner').getByRole('button', { name: 'noise' }).click()],
    ['Ways out', () => press('More ways out')],
    ['More brush options', () => press('More tool options')],
    ['New blank picture', () => page.keyboard.press('Alt+n')],
    ['Extend or crop the canvas', openByPalette(page, 'Extend or crop')],
    ['Map from…', openByPalette(page, 'Map from…')],
    ['Map from depth or objects', openByPalette(page, 'Map from depth')],
    ['Choose a method', () => press('Choose a method…')],
    ['Import change map', () => file('Import change map', 'map.png')],
    ['Cut out and crop', () => press('Cut out and crop…')],
    ['Models', openByPalette(page, 'Models'), ['File', 'Hub repository'].map((row) => () => model(row))],
  ];
  for (const [name, show, pages = []] of open) {
    await show();
    await expect(page.getByRole('dialog', { name })).toHaveCount(1);
    await expectAccessible(page, name, '[role="dialog"]');
    const height = await dialog.evaluate(({ clientHeight }) => clientHeight);
    for (const [at, turn] of pages.entries()) {
      await turn();
      expect(await dialog.evaluate(({ clientHeight }) => clientHeight), `${name} keeps one height`).toBe(height);
      await expectAccessible(page, `${name}, page ${at + 2}`, '[role="dialog"]');
    }
    await page.keyboard.press('Escape');
    await expect(dialog, `${name} closes with one Escape`).toHaveCount(0);
  }
});

test('exactly one button is solid: Generate, or a dialog’s own', async ({ studio, page }) => {
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(64, 64).png);
  await page.getByRole('button', { name: 'Change everything' }).first().click();
  await expect(studio.generateButton).toBeEnabled();
  await expect.poll(() => solid(page)).toEqual(['Generate']);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect.poll(() => solid(page)).toEqual(['Done']);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => solid(page)).toEqual(['Generate']);
});

test('what was folded stays folded, and the theme that was chosen stays, over a reload', async ({ studio, page }) => {
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(64, 64).png);
  await page.getByRole('button', { name: 'Change map', exact: true }).click();
  await page.getByRole('button', { name: /steps · / }).click();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('radio', { name: 'Light', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.getByRole('button', { name: 'Change map', exact: true })).toHaveAttribute('aria-expanded', 'false');
  await expect(page.getByRole('spinbutton', { name: 'Steps', exact: true })).toBeVisible();
});

test('prompt and Generate are in sight at every size, and nothing is cut', async ({ studio, page }) => {
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(64, 64).png);
  for (const [width, height] of [
    [1920, 1080],
    [1280, 800],
    [1024, 700],
    [800, 600],
    [640, 400],
  ] as const) {
    await test.step(`${width} × ${height}`, async () => {
      await page.setViewportSize({ width, height });
      await expect(studio.generateButton).toBeInViewport({ ratio: 1 });
      await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toBeInViewport({ ratio: 1 });
      await expect(studio.canvas).toBeInViewport({ ratio: 1 });
      for (const name of ['Undo', 'Settings', 'Commands', 'More ways out'])
        await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
      if (width < 1024) await page.getByRole('button', { name: 'Panels', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Invert', exact: true })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      if (width < 1024) await page.getByRole('button', { name: 'Panels', exact: true }).click();
    });
  }
});

test('at 200 % zoom samples are whole on the first screen, and a dialog’s buttons within it', async ({ studio, page }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await page.goto('/');
  await expect(page.getByRole('list', { name: 'Samples' }).getByRole('button').first()).toBeInViewport({ ratio: 0.95 });
  await studio.openPicture('noise.png', noisyPicture(64, 64).png);
  await expect(page.getByRole('list', { name: 'Samples' })).toBeHidden();
  await openByPalette(page, 'Map from…')();
  await expect(page.getByRole('button', { name: 'Make map' })).toBeInViewport({ ratio: 1 });
});

test('a part that cannot be fetched is said in its place, and fetched again', async ({ studio, page, context }) => {
  let down = true;
  await context.route('**/assets/HistoryPanel-*', (route) => (down ? route.abort() : route.continue()));
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(64, 64).png);
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The history could not be fetched' })).toBeVisible();
  await studio.stroke([20, 20], [40, 30]);
  down = false;
  await page.getByRole('button', { name: 'Fetch it again' }).click();
  await expect(page.getByRole('list', { name: 'History' })).toBeVisible();
});

test('after a deployment the old version’s parts are there until the new one, which is offered, is taken', async ({
  studio,
  page,
  context,
}) => {
  await page.clock.install();
  const parts = page.waitForResponse('**/assets/SettingsDialog-*.js');
  await studio.goto();
  await (await parts).finished();
  const running = await (await context.request.get(page.url())).text();
  await context.route('**/assets/**', (route) => route.fulfill({ status: 404 }));
  await context.route(new URL('.', page.url()).href, (route) =>
    route.fulfill({ contentType: 'text/html', body: running.replace(/index-[\w-]+\.js/, 'index-another.js') }),
  );
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.clock.fastForward('31:00');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  const offer = page.locator('[data-sonner-toast]').filter({ hasText: 'a new version of Sfumato' });
  await expect(offer.getByRole('button', { name: 'Reload' })).toBeVisible();
});

test('a dialog’s first field has the focus, whatever opened it and however late the field comes', async ({ studio, page, context }) => {
  let arrive = () => {};
  const held = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await context.route('**/assets/ModelManager-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await studio.goto();
  const model = page.getByRole('combobox', { name: 'Model', exact: true });
  const find = page.getByRole('dialog', { name: 'Models' }).getByRole('searchbox', { name: 'Find a model' });
  const openByChoice = async () => {
    await model.click();
    await page.getByRole('option', { name: 'Add or manage models…' }).click();
  };
  await openByChoice();
  await expect(page.getByRole('dialog', { name: 'Models' })).toBeFocused();
  await expect(find).toHaveCount(0);
  arrive();
  await expect(find).toBeFocused();
  // Now that all is there it opens at once, while the choice that opened it is still closing.
  for (const open of [openByChoice, openByPalette(page, 'Models')]) {
    await page.keyboard.press('Escape');
    await expect(find).toHaveCount(0);
    await open();
    await expect(find).toBeVisible();
    // A choice gives the focus back a moment after it has closed.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    await expect(find).toBeFocused();
    await page.keyboard.type('starter');
    await expect(find).toHaveValue('starter');
  }
});

test.describe('on a first visit', () => {
  test.use({ storageState: { cookies: [], origins: [] } });
  test('a scene with map and prompt is open, others are offered beside what became of them', async ({ studio, page }) => {
    await page.goto('/?provider=wasm');
    await expect(studio.generateButton).toBeEnabled();
    await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).not.toHaveValue('');
    const samples = page.getByRole('region', { name: 'Other samples' });
    await expect(samples.locator('img')).toHaveCount(26);
    for (const picture of await samples.locator('img').all())
      await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    // The tour is offered once, begins with one press, and ends with the picture.
    const tour = page.getByRole('region', { name: 'Guided tour' });
    await tour.getByRole('button', { name: 'Show me' }).click();
    await expect(tour).toContainText('1 of 5');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(tour).toHaveCount(0);
    await expect(page.getByRole('list', { name: 'Samples' }).getByRole('listitem').last()).toBeInViewport({ ratio: 1 });
  });
});
