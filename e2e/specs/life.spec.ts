import type { Page } from '@playwright/test';
import { noisyPicture } from '../pages/pictures';
import type { Studio } from '../pages/studio';
import { expect, test } from '../pages/test';

/** R, G and B of a picture, row by row. */
interface Colours {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => readonly number[];
}

const [width, height] = [64, 62];
const { png, rgba } = noisyPicture(width, height);
const source: Colours = { width, height, at: (x, y) => [...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)] };

/** What the scripted engine makes of the source under a map: inverted where that is not 0. */
const edited = (map: Uint8Array): Colours => ({
  ...source,
  at: (x, y) => source.at(x, y).map((value) => (map[y * width + x] ? 255 - value : value)),
});
const turned = ({ width: w, height: h, at }: Colours): Colours => ({ width: h, height: w, at: (x, y) => at(y, h - 1 - x) });
const flipped = ({ width: w, at, ...rest }: Colours): Colours => ({ ...rest, width: w, at: (x, y) => at(w - 1 - x, y) });
const cropped = ({ width: w, height: h, at }: Colours, left: number, top: number): Colours => ({
  ...{ width: w - left, height: h - top },
  at: (x, y) => at(x + left, y + top),
});

/** Pixels of the exported picture that are others than expected; beyond the expected ones, where it was extended, none counts. */
async function wrongPixels(studio: Studio, { width: w, height: h, at }: Colours): Promise<number> {
  const { data, channels, width: exported } = await studio.exportPng();
  let wrong = 0;
  for (let y = 0; y < h; y += 1)
    for (let x = 0; x < w; x += 1) if (at(x, y).some((value, c) => data[(y * exported + x) * channels + c] !== value)) wrong += 1;
  return wrong;
}

const command = async (page: Page, name: string) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toHaveCount(0);
};

async function canvasSize(page: Page, edges: Readonly<Record<string, number>>, button: string): Promise<void> {
  await command(page, 'Extend or crop the canvas');
  const dialog = page.getByRole('dialog', { name: 'Extend or crop the canvas' });
  for (const [edge, pixels] of Object.entries(edges)) await dialog.getByRole('spinbutton', { name: edge }).fill(String(pixels));
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

async function show(page: Page, number: number): Promise<void> {
  const shot = page.getByRole('button', { name: `Show result ${number}` });
  if ((await shot.getAttribute('aria-pressed')) !== 'true') await shot.click();
  await expect(shot).toHaveAttribute('aria-pressed', 'true');
}

const saved = (page: Page) => expect(page.getByRole('status', { name: 'Document state' })).toHaveText('Saved');

test('three staged results turn, flip, are cropped and extended with the canvas; Undo leads back after a reload', async ({
  studio,
  page,
}) => {
  await studio.goto();
  await studio.openPicture('noise.png', png);
  let results: readonly Colours[] = [];
  for (const [from, to] of [
    [
      [8, 8],
      [14, 8],
    ],
    [
      [30, 8],
      [40, 12],
    ],
    [
      [12, 24],
      [34, 26],
    ],
  ] as const) {
    if (results.length > 0) await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await studio.stroke(from, to);
    results = [...results, edited((await studio.exportChangeMap()).data)];
    await studio.generate();
    await studio.result(results.length);
  }
  const before = results;
  const lieRight = async (expected: readonly Colours[]) => {
    for (const [i, colours] of expected.entries()) {
      await show(page, i + 1);
      expect(await wrongPixels(studio, colours), `result ${i + 1}`).toBe(0);
    }
  };
  await command(page, 'Turn the canvas right');
  results = results.map(turned);
  await lieRight(results);
  await command(page, 'Flip the canvas across');
  results = results.map(flipped);
  await lieRight(results);
  await canvasSize(page, { Left: -3, Top: -2 }, 'Crop');
  results = results.map((colours) => cropped(colours, 3, 2));
  await lieRight(results);
  await canvasSize(page, { Right: 6, Bottom: 4 }, 'Extend');
  await lieRight(results);

  await saved(page);
  await page.reload();
  await show(page, 2);
  expect(await wrongPixels(studio, results[1] ?? source)).toBe(0);
  await studio.canvas.focus();
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('Control+z');
  await lieRight(before);
});

/** Holds the runs of the scripted engine until they are let go. */
const hold = (page: Page) =>
  page.evaluate(() => {
    const { sfumatoEngine: engine } = globalThis as unknown as { sfumatoEngine: { run: (...given: unknown[]) => Promise<unknown> } };
    const { run } = engine;
    const held = new Promise<void>((resolve) => Object.assign(globalThis, { letGo: resolve }));
    engine.run = (...given) => held.then(() => run(...given));
  });
const letGo = (page: Page) => page.evaluate(() => (globalThis as unknown as { letGo: () => void }).letGo());

test('painting and undo during a run leave it as it was frozen; a reload in mid-run offers it again', async ({ studio, page }) => {
  await studio.goto();
  await studio.openPicture('noise.png', png);
  await studio.stroke([8, 8], [14, 8]);
  const first = await studio.exportChangeMap();
  await hold(page);
  await studio.generate();
  await expect(studio.progress).toBeVisible();
  await studio.stroke([30, 8], [40, 20]);
  const second = await studio.exportChangeMap();
  expect(second.data).not.toEqual(first.data);
  await studio.canvas.focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(studio.progress).toBeVisible();
  await letGo(page);
  await studio.result(1);
  expect(await wrongPixels(studio, edited(first.data))).toBe(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+Shift+z');

  await hold(page);
  await studio.setNumber('Steps', 7);
  await studio.generate();
  await expect(studio.progress).toBeVisible();
  await saved(page);
  await page.reload();
  const offer = page.getByRole('group', { name: 'Interrupted edit' });
  await expect(offer).toBeVisible();
  await studio.setNumber('Steps', 9);
  await offer.getByRole('button', { name: 'Run it again' }).click();
  await studio.result(2);
  await expect(offer).toHaveCount(0);
  expect(await wrongPixels(studio, edited(second.data))).toBe(0);
  await expect(page.getByRole('button', { name: /^7 steps · / })).toBeVisible();
});
