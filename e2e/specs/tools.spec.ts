import { noisyPicture } from '../pages/pictures';
import { fingers, penStroke } from '../pages/penAndTouch';
import type { Studio } from '../pages/studio';
import { expect, onTiny, test } from '../pages/test';

const size = { width: 160, height: 120 };

async function open(studio: Studio, query = ''): Promise<void> {
  await studio.goto(query);
  await studio.openPicture('noise.png', noisyPicture(size.width, size.height).png);
  // Keys and exemplars are for a picture that is there.
  await expect(studio.page.getByRole('banner').getByRole('button', { name: 'noise' })).toBeVisible();
}

/** Undo must bring back exactly what was there before. */
async function undone(studio: Studio, before: Uint8Array): Promise<void> {
  await studio.page.keyboard.press('Control+z');
  expect((await studio.map()).data).toEqual(before);
}

test('shapes, lasso and gradient write the map, each as one entry of the history', async ({ studio, page }) => {
  await open(studio);
  const black = (await studio.map()).data;

  await studio.tool('Shape');
  await studio.stroke([20, 20], [60, 50]);
  const rectangle = await studio.map();
  expect(rectangle.painted).toBeGreaterThan(41 * 31 - 200);
  expect(rectangle.painted).toBeLessThan(41 * 31 + 200);
  expect([rectangle.at(40, 35), rectangle.at(70, 35)]).toEqual([255, 0]);
  await undone(studio, black);

  await page.getByRole('radio', { name: 'Ellipse', exact: true }).click();
  await studio.stroke([20, 20], [80, 80]);
  const ellipse = await studio.map();
  expect(Math.abs(ellipse.painted - Math.PI * 30 * 30)).toBeLessThan(220);
  await undone(studio, black);

  await studio.tool('Lasso');
  await studio.clicks([20, 20], [100, 20], [100, 90]);
  await page.keyboard.press('Enter');
  const polygon = await studio.map();
  expect(Math.abs(polygon.painted - (80 * 70) / 2)).toBeLessThan(220);
  expect([polygon.at(90, 40), polygon.at(30, 80)]).toEqual([255, 0]);
  await undone(studio, black);

  await studio.stroke([20, 20], [60, 20], [60, 60], [20, 60]);
  expect((await studio.map()).at(40, 40)).toBe(255);
  await undone(studio, black);

  await studio.tool('Gradient');
  await studio.stroke([0, 60], [160, 60]);
  expect((await studio.map()).painted).toBe(0);
  await page.getByRole('button', { name: 'Keep gradient', exact: true }).click();
  const gradient = await studio.map();
  expect(gradient.at(2, 10)).toBeGreaterThan(240);
  expect(Math.abs(gradient.at(80, 100) - 127)).toBeLessThan(4);
  expect(gradient.at(157, 10)).toBeLessThan(10);
  await undone(studio, black);

  await studio.stroke([0, 60], [160, 60]);
  await page.keyboard.press('Escape');
  await studio.tool('Brush');
  expect((await studio.map()).painted).toBe(0);
});

test('modes, fill, smudge and picking', async ({ studio, page }) => {
  await open(studio);
  await page.keyboard.press('5');
  await studio.tool('Shape');
  await studio.stroke([20, 20], [120, 100]);
  await page.keyboard.press('2');
  await studio.choose('Paint mode', 'Lighten');
  await studio.stroke([30, 30], [60, 60]);
  expect((await studio.map()).at(45, 45)).toBe(128);
  await studio.choose('Paint mode', 'Add');
  await studio.stroke([30, 30], [60, 60]);
  expect((await studio.map()).at(45, 45)).toBe(179);
  await studio.choose('Paint mode', 'Subtract');
  await studio.stroke([70, 30], [100, 60]);
  expect((await studio.map()).at(85, 45)).toBe(77);
  await studio.choose('Paint mode', 'Darken');
  await studio.stroke([30, 70], [60, 90]);
  expect((await studio.map()).at(45, 80)).toBe(51);

  await studio.choose('Paint mode', 'Set');
  await studio.tool('Fill');
  await page.keyboard.press('0');
  await page.getByRole('radio', { name: 'Map', exact: true }).first().click();
  await page.getByRole('spinbutton', { name: 'Tolerance value' }).fill('1');
  await page.keyboard.press('Enter');
  await studio.clicks([85, 45]);
  await expect.poll(async () => (await studio.map()).at(85, 45)).toBe(255);
  const filled = await studio.map();
  expect([filled.at(45, 45), filled.at(110, 50), filled.at(5, 5)]).toEqual([179, 128, 0]);

  await studio.tool('Smudge');
  const before = await studio.map();
  await studio.stroke([110, 60], [140, 60]);
  const smudged = await studio.map();
  expect(smudged.at(124, 60)).toBeGreaterThan(before.at(124, 60));
  await undone(studio, before.data);

  await studio.tool('Brush');
  const [at] = await studio.onPage([45, 80]);
  await page.keyboard.down('Alt');
  await page.mouse.click(...at!);
  await page.keyboard.up('Alt');
  await expect(page.getByRole('spinbutton', { name: 'Brush strength value' })).toHaveValue('20');
  await page.keyboard.press('x');
  await expect(page.getByRole('spinbutton', { name: 'Brush strength value' })).toHaveValue('80');
  await page.keyboard.press('d');
  await expect(page.getByRole('spinbutton', { name: 'Brush strength value' })).toHaveValue('100');
});

test('a pen paints by pressure, its finger pans, two fingers zoom', async ({ studio, page }) => {
  await open(studio);
  const [from, to, aside] = (await studio.onPage([40, 60], [100, 60], [80, 100])) as [
    readonly [number, number],
    readonly [number, number],
    readonly [number, number],
  ];
  await penStroke(page, [from, to], 1);
  const hard = await studio.map();
  await page.keyboard.press('Control+z');
  await penStroke(page, [from, to], 0.4);
  const light = await studio.map();
  expect(hard.painted).toBeGreaterThan(light.painted * 1.6);
  expect(light.painted).toBeGreaterThan(0);
  // Once a pen was there, a finger moves the picture.
  await fingers(page, [[to], [aside]]);
  expect((await studio.map()).data).toEqual(light.data);
  const zoom = page.getByText(/^\d+ %$/).last();
  const before = await zoom.textContent();
  await fingers(page, [
    [from, to],
    [
      [from[0] - 40, from[1]],
      [to[0] + 40, to[1]],
    ],
  ]);
  await expect(zoom).not.toHaveText(before ?? '');
  expect((await studio.map()).data).toEqual(light.data);
});

test.describe('with the worker of models', () => {
  test.use({ engine: 'worker' });

  test('an exemplar is added, moved and transformed, and melts into the scene', async ({ studio, page }) => {
    await open(studio, onTiny.wasm);
    const add = (name: string, side: number) =>
      page
        .locator('input[type="file"][aria-label="Add exemplar"]')
        .setInputFiles({ name, mimeType: 'image/png', buffer: Buffer.from(noisyPicture(side, side).png) });
    await add('tree.png', 32);
    const items = page.getByRole('list', { name: 'Exemplars' }).getByRole('listitem');
    await expect(items).toHaveCount(1);
    await expect(page.getByRole('button', { name: /steps · .* · Exemplar blend$/ })).toBeVisible();
    await studio.tool('Move');
    await studio.stroke([80, 60], [50, 40]);
    await expect(page.getByRole('spinbutton', { name: 'Centre x', exact: true })).toHaveValue(/^(49|50|51)/);
    await page.keyboard.press('ArrowRight');
    const nudged = Number(await page.getByRole('spinbutton', { name: 'Centre x', exact: true }).inputValue());
    expect(nudged).toBeGreaterThan(50);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('spinbutton', { name: 'Centre x', exact: true })).toHaveValue('80');
    await add('house.png', 40);
    await expect(items).toHaveCount(2);
    await studio.setNumber('Centre x', 30);
    await studio.setNumber('Steps', 2);
    await studio.generate();
    await studio.result(1);
    await studio.acceptLatest();
    const exported = await studio.exportPng();
    const source = noisyPicture(size.width, size.height).rgba;
    const last = size.width * size.height - 1;
    const pixel = (data: Uint8Array, channels: number, at: number) => [...data.subarray(at * channels, at * channels + 3)];
    expect(pixel(exported.data, exported.channels, last)).toEqual(pixel(source, 4, last));
    const inside = 60 * size.width + 80;
    expect(pixel(exported.data, exported.channels, inside)).not.toEqual(pixel(source, 4, inside));
  });
});
