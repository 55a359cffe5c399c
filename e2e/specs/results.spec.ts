import { noisyPicture } from '../pages/pictures';
import { decodePng, type Pixels, type Studio } from '../pages/studio';
import { expect, onTiny, test } from '../pages/test';
import { expectAccessible } from '../pages/violations';

const side = 64;

/** Pixels that are not those of the source. */
function changed({ data, channels }: Pixels, rgba: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < side * side; i += 1) if ([0, 1, 2].some((c) => data[i * channels + c] !== rgba[i * 4 + c])) count += 1;
  return count;
}

/** Changes everything three times, each time with another seed. */
async function threeResults(studio: Studio): Promise<Uint8Array> {
  const { png, rgba } = noisyPicture(side, side);
  await studio.goto(onTiny.wasm);
  await studio.openPicture('noise.png', png);
  await studio.setNumber('Steps', 3);
  await studio.page.getByRole('button', { name: 'Change everything' }).first().click();
  for (const seed of [4, 9, 12]) {
    await studio.setNumber('Seed', seed);
    await studio.generate();
    await studio.result(seed === 4 ? 1 : seed === 9 ? 2 : 3);
  }
  return rgba;
}

test.describe('results of a model', () => {
  // Each seed gives another picture, which the scripted engine's do not.
  test.use({ engine: 'worker' });

  test('results are pictures in a strip: arrows step, the shown one has Accept and Discard, Enter accepts, Escape leaves', async ({
    studio,
    page,
  }) => {
    const rgba = await threeResults(studio);
    const accept = studio.results.getByRole('button', { name: 'Accept', exact: true });
    const show = (number: number) => page.getByRole('button', { name: `Show result ${number}` });
    await expect(show(3)).toHaveAttribute('aria-pressed', 'true');
    await expect(accept).toHaveCount(1);
    await expect(studio.results.first().getByRole('button', { name: 'Discard', exact: true })).toBeVisible();
    for (const shot of await page.getByRole('list', { name: 'Results' }).locator('li > button').all()) {
      const box = await shot.boundingBox();
      expect([box?.width, box?.height]).toEqual([120, 80]);
    }
    await expectAccessible(page, 'The strip of results', 'main');
    await show(1).hover();
    await expect(show(1)).toHaveAccessibleDescription('seed 12 → 4');
    await expect(show(1).getByText('seed 12 → 4')).toBeVisible();

    // The comparison opens on the whole result, and its divider comes by key as well as by hand.
    const divider = page.getByRole('slider', { name: 'Before and after' });
    await expect(divider).toHaveAttribute('aria-valuenow', '0');
    await studio.canvas.focus();
    await page.keyboard.press('ArrowRight');
    await expect(show(2)).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('ArrowLeft');
    await expect(show(3)).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Tab');
    await expect(divider).toBeFocused();
    await page.keyboard.press('PageUp');
    await expect(divider).toHaveAttribute('aria-valuenow', '10');
    await studio.canvas.focus();
    await page.keyboard.press('Escape');
    await expect(divider).toHaveAttribute('aria-valuenow', '0');
    await page.keyboard.press('Escape');
    await expect(accept).toHaveCount(0);

    // What is shown is what is exported; without the result it is the source.
    expect(changed(await studio.exportPng(), rgba)).toBe(0);
    await show(2).click();
    const second = await studio.exportPng();
    expect(changed(second, rgba)).toBeGreaterThan(side * side * 0.9);
    expect(changed(decodePng(await studio.exportWithoutResult()), rgba)).toBe(0);
    await show(1).click();
    expect(Buffer.compare(Buffer.from((await studio.exportPng()).data), Buffer.from(second.data))).not.toBe(0);

    await show(2).click();
    await studio.canvas.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status', { name: 'Messages' })).toContainText('Accepted as the layer');
    await expect(accept).toHaveCount(0);
    expect(Buffer.compare(Buffer.from((await studio.exportPng()).data), Buffer.from(second.data))).toBe(0);
    await page.getByRole('status', { name: 'Messages' }).getByRole('button', { name: 'Take it back' }).click();
    expect(changed(await studio.exportPng(), rgba)).toBe(0);

    // Held, the picture is as it was; painting shows the map, and says so.
    await show(3).click();
    const clip = await studio.pictureClip(side);
    const look = async () => decodePng(await page.screenshot({ clip })).data;
    const differs = (a: Uint8Array, b: Uint8Array) => a.filter((value, i) => Math.abs(value - (b[i] ?? 0)) > 24).length;
    await page.mouse.move(4, 4);
    const result = await look();
    await page.keyboard.down('x');
    await expect(async () => expect(differs(await look(), result)).toBeGreaterThan(2000)).toPass();
    await page.keyboard.up('x');
    await expect(async () => expect(differs(await look(), result)).toBeLessThan(400)).toPass();
    await studio.stroke([20, 20], [40, 40]);
    await expect(page.getByRole('status', { name: 'Messages' })).toContainText('result 3 waits below');
    await expect(accept).toHaveCount(0);
    await page.getByRole('status', { name: 'Messages' }).getByRole('button', { name: 'Show it again' }).click();
    await expect(accept).toHaveCount(1);
  });
});

test('a first edit by keyboard alone, from a sample to the exported file', async ({ studio, page }) => {
  await studio.goto();
  const focusOn = async (name: RegExp | string, role: 'button' | 'textbox' = 'button') => {
    const wanted = page.getByRole(role, { name }).first();
    for (let i = 0; i < 60; i += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    await expect(wanted).toBeFocused();
  };
  await expect(page.getByRole('list', { name: 'Samples' }).getByRole('button').first()).toBeVisible();
  await focusOn(/Repaint the house|Day meets night|Night falls/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Samples' })).toBeHidden();
  await focusOn('Prompt', 'textbox');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('a blue house, hills, night, flat style');
  await page.keyboard.press('Control+Enter');
  await studio.result(1);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+Shift+e')]);
  expect(download.suggestedFilename()).toMatch(/\.png$/);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('status', { name: 'Messages' })).toContainText('saved');
});
