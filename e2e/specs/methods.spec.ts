import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { patience } from '../pages/patience';
import { noisyPicture } from '../pages/pictures';
import type { Studio } from '../pages/studio';
import { expect, test } from '../pages/test';

const onWasm = '?provider=wasm';
const side = 128;

/** Counts differing pixels, split by whether any map may change them. */
function compare(before: Uint8Array, after: Uint8Array, map: Uint8Array): { outside: number; inside: number } {
  let outside = 0;
  let inside = 0;
  for (let i = 0; i < map.length; i += 1) {
    if (![0, 1, 2, 3].some((c) => before[i * 4 + c] !== after[i * 4 + c])) continue;
    if (map[i] === 0) outside += 1;
    else inside += 1;
  }
  return { outside, inside };
}

/** Generates, accepts, exports and takes the layer back. */
async function edited(studio: Studio): Promise<Uint8Array> {
  await studio.generate();
  await studio.result(1);
  await studio.acceptLatest();
  const { data } = await studio.exportPng();
  await studio.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await studio.discardLatest();
  await expect(studio.results).toHaveCount(0);
  return data;
}

test('every method gives a result and leaves what lies outside the map byte for byte', async ({ studio }) => {
  const picture = noisyPicture(side, side, true);
  await studio.goto(onWasm);
  await studio.openPicture('noise.png', picture.png);
  await studio.setNumber('Steps', 3);
  await studio.setPrompt('a red house at night');
  await studio.stroke([30, 40], [90, 80]);
  const map = (await studio.exportChangeMap()).data;
  for (const method of ['Differential', 'Image-to-image', 'Blended inpaint', 'Guided optimisation', 'Automatic map']) {
    await studio.choose('Method', method);
    if (method === 'Automatic map') {
      await studio.page.getByRole('textbox', { name: 'Reference prompt' }).fill('a green meadow by day');
      await studio.setNumber('Counts as different from value', 10);
      await studio.page.getByRole('button', { name: 'How the map is found' }).click();
      await studio.setNumber('Noises value', 1);
    }
    const after = await edited(studio);
    const { outside, inside } = compare(picture.rgba, after, map);
    expect([method, outside]).toEqual([method, 0]);
    expect(inside, method).toBeGreaterThan(50);
  }
});

test('the automatic map needs no painted map, and offers what it found', async ({ studio }) => {
  const picture = noisyPicture(side, side, true);
  await studio.goto(onWasm);
  await studio.openPicture('noise.png', picture.png);
  await studio.setNumber('Steps', 3);
  await studio.setPrompt('a red house at night');
  await expect(studio.generateButton).toBeDisabled();
  await studio.choose('Method', 'Automatic map');
  await expect(studio.generateButton).toBeEnabled();
  await studio.page.getByRole('button', { name: 'How the map is found' }).click();
  await studio.setNumber('Noises value', 1);
  await studio.generate();
  await studio.result(1);
  await expect(studio.results.first().getByRole('button', { name: /automatic map/i })).toBeVisible();
});

test('two exemplars blend in one pass, one of them held', async ({ studio }) => {
  const picture = noisyPicture(side, side, true);
  await studio.goto(onWasm);
  await studio.openPicture('noise.png', picture.png);
  await studio.setNumber('Steps', 3);
  const input = studio.page.locator('input[type="file"][aria-label="Add exemplar"]');
  const items = studio.page.getByRole('list', { name: 'Exemplars' }).getByRole('listitem');
  for (const [i, centre] of [
    [0, 32],
    [1, 92],
  ] as const) {
    await input.setInputFiles({ name: `exemplar${i}.png`, mimeType: 'image/png', buffer: Buffer.from(noisyPicture(24, 24).png) });
    await expect(items).toHaveCount(i + 1);
    await studio.setNumber('Centre x', centre);
    await studio.setNumber('Falloff value', 6);
  }
  await studio.page.getByRole('switch', { name: 'Hold the exemplar' }).click();
  await studio.page.getByRole('button', { name: 'Suggest a strength' }).click();
  await expect(studio.page.getByRole('note', { name: 'Suggested strength' })).toContainText('%', { timeout: patience });
  const after = await edited(studio);
  // The exemplars lie in the middle third; far above them nothing may change.
  const top = compare(picture.rgba.subarray(0, side * 20 * 4), after.subarray(0, side * 20 * 4), new Uint8Array(side * 20));
  expect(top.outside).toBe(0);
  const changed = (x: number) => [0, 1, 2].some((c) => after[(64 * side + x) * 4 + c] !== picture.rgba[(64 * side + x) * 4 + c]);
  expect([28, 30, 32, 34].some(changed)).toBe(true);
  expect([88, 90, 92, 94].some(changed)).toBe(true);
});

test('a guide of the scene’s edges leads the edit through the package’s ControlNet', async ({ studio, context }) => {
  const folder = fileURLToPath(new URL('../fixtures/packages/sd15-control/', import.meta.url));
  await context.route('**/models/control/**', async (route) => {
    const path = new URL(route.request().url()).pathname.split('/models/control/')[1] ?? '';
    try {
      await route.fulfill({
        body: await readFile(folder + path),
        contentType: path.endsWith('.json') ? 'application/json' : 'application/octet-stream',
        headers: { 'Cross-Origin-Resource-Policy': 'same-origin' },
      });
    } catch {
      await route.fulfill({ status: 404, body: 'not found' });
    }
  });
  await studio.goto(`?package=models/control&provider=wasm`);
  await studio.openPicture('noise.png', noisyPicture(64, 64).png);
  await studio.setNumber('Steps', 2);
  await studio.page.getByRole('button', { name: 'Change everything' }).first().click();
  const plain = await edited(studio);
  await studio.page.getByRole('button', { name: 'Guides', exact: true }).click();
  await studio.page.getByRole('button', { name: 'Edges of the scene' }).click();
  await expect(studio.page.getByRole('list', { name: 'Guides' }).getByRole('listitem')).toHaveCount(1);
  const guided = await edited(studio);
  expect(Buffer.from(guided).equals(Buffer.from(plain))).toBe(false);
});
