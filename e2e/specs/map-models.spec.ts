import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { encode } from 'fast-png';
import { expect, onTiny, test } from '../pages/test';

const folder = (name: string) => fileURLToPath(new URL(`../fixtures/map-models/${name}`, import.meta.url));

/** Dark, growing lighter to the right, with a bright disc of radius 30 around (60, 60). */
function discPicture(width: number, height: number): Uint8Array {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i += 1) {
    const [x, y] = [i % width, Math.floor(i / width)];
    data.fill(Math.hypot(x - 60, y - 60) < 30 ? 240 : Math.floor((x * 60) / width), 4 * i, 4 * i + 3).fill(255, 4 * i + 3, 4 * i + 4);
  }
  return encode({ width, height, data, channels: 4, depth: 8 });
}

async function click(canvas: Locator, x: number, y: number, button: 'left' | 'right' = 'left'): Promise<void> {
  const box = await canvas.boundingBox();
  if (!box) throw new Error('The picture is not on screen.');
  await canvas.click({ position: { x: (x * box.width) / 160, y: (y * box.height) / 120 }, button });
}

async function boxed(page: Page, canvas: Locator, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await expect(canvas).toBeVisible();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('The picture is not on screen.');
  const at = ([x, y]: readonly [number, number]): [number, number] => [box.x + (x * box.width) / 160, box.y + (y * box.height) / 120];
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, to[1]]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

test('maps are made by a depth model and by an object model from a folder', async ({ studio, page }) => {
  await studio.goto(onTiny.wasm);
  await studio.openPicture('disc.png', discPicture(160, 120));
  await page.getByRole('button', { name: 'More about the change map' }).click();
  await page.getByRole('button', { name: 'Map from…' }).click();
  await page.getByRole('button', { name: 'Depth and objects…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Map from depth or objects' });
  await expect(dialog.getByText('size not known until the hub is asked')).toHaveCount(2);

  await dialog.getByLabel('Map model folder').setInputFiles(folder('depth'));
  await expect(dialog.getByRole('img', { name: 'The map it would be' })).toBeVisible();
  await dialog.getByRole('radio', { name: 'As a new map' }).click();
  await dialog.getByRole('button', { name: 'Use as change map' }).click();
  await expect(dialog).toBeHidden();
  const depth = await studio.map();
  expect(depth.at(60, 60)).toBeGreaterThan(245);
  expect(depth.at(3, 110)).toBeLessThan(15);
  expect(depth.at(150, 20)).toBeGreaterThan(depth.at(110, 20));
  await page.keyboard.press('Control+z');

  await page.getByRole('button', { name: 'More about the change map' }).click();
  await page.getByRole('button', { name: 'Map from…' }).click();
  await page.getByRole('button', { name: 'Depth and objects…' }).click();
  await studio.choose('Map model', 'Get another…');
  await dialog.getByLabel('Map model folder').setInputFiles(folder('segment'));
  await expect(dialog.getByRole('status').filter({ hasText: 'Copying' })).toHaveCount(0);
  await studio.choose('Map model', 'segment · objects');
  const use = dialog.getByRole('button', { name: 'Use as change map' });
  await expect(use).toBeDisabled();
  const canvas = dialog.getByRole('img', { name: 'Picture to point at' });
  await click(canvas, 50, 60);
  await expect(use).toBeEnabled();
  await click(canvas, 75, 60, 'right');
  await expect(use).toBeEnabled();
  await use.click();
  await expect(dialog).toBeHidden();
  const object = await studio.map();
  expect([object.at(45, 60), object.at(75, 60), object.at(130, 100)]).toEqual([255, 0, 0]);
  await page.keyboard.press('Control+z');

  await page.getByRole('button', { name: 'More about the change map' }).click();
  await page.getByRole('button', { name: 'Map from…' }).click();
  await page.getByRole('button', { name: 'Depth and objects…' }).click();
  await studio.choose('Map model', 'segment · objects');
  await boxed(page, canvas, [40, 40], [80, 60]);
  await expect(use).toBeEnabled();
  await use.click();
  await expect(dialog).toBeHidden();
  const inBox = await studio.map();
  expect([inBox.at(60, 50), inBox.at(60, 70), inBox.at(34, 60)]).toEqual([255, 0, 0]);
});
