import { noisyPicture } from '../pages/pictures';
import type { Studio } from '../pages/studio';
import { expect, onTiny, test } from '../pages/test';

const width = 200;
const height = 152;

/** Pixels whose bytes differ, split by whether the change map is 0 there. */
function compare(before: Uint8Array, after: Uint8Array, map: Uint8Array): { outside: number; inside: number } {
  let outside = 0;
  let inside = 0;
  for (let i = 0; i < map.length; i += 1) {
    const differs = [0, 1, 2, 3].some((c) => before[i * 4 + c] !== after[i * 4 + c]);
    if (!differs) continue;
    if (map[i] === 0) outside += 1;
    else inside += 1;
  }
  return { outside, inside };
}

/** Takes the accepted result back and edits under the same seed and another one; leaves the first seed's result accepted. */
async function seeds(studio: Studio, first: Uint8Array): Promise<void> {
  const again = async (seed: number) => {
    await studio.page.getByRole('button', { name: 'Undo', exact: true }).click();
    await studio.discardLatest();
    await expect(studio.results).toHaveCount(0);
    await studio.setNumber('Seed', seed);
    await studio.generate();
    await studio.result(1);
    await studio.acceptLatest();
    return Buffer.from((await studio.exportPng()).data);
  };
  expect((await again(8)).equals(first)).toBe(false);
  expect((await again(3)).equals(first)).toBe(true);
}

test('paint, generate, accept, export: the source byte for byte outside the map; WebGPU agrees with wasm; one seed, one picture', async ({
  studio,
}) => {
  const picture = noisyPicture(width, height, true);
  const edits: Uint8Array[] = [];
  for (const query of [onTiny.wasm, onTiny.webgpu]) {
    await studio.goto(query);
    // The document comes back after the reload: a fresh picture each time all the same.
    await studio.openPicture('noise.png', picture.png);
    await studio.setNumber('Steps', 4);
    await studio.setNumber('Seed', 3);
    await studio.setPrompt('a blue house');
    await studio.stroke([60, 60], [120, 80], [90, 100]);
    const map = await studio.exportChangeMap();
    expect([map.width, map.height, map.channels]).toEqual([width, height, 1]);
    const painted = map.data.filter((value) => value > 0).length;
    expect(painted).toBeGreaterThan(500);
    expect(painted).toBeLessThan(width * height - 500);

    await studio.generate();
    await studio.result(1);
    await studio.acceptLatest();
    const edited = await studio.exportPng();
    expect([edited.width, edited.height, edited.channels]).toEqual([width, height, 4]);
    const { outside, inside } = compare(picture.rgba, edited.data, map.data);
    expect(outside).toBe(0);
    expect(inside).toBeGreaterThan(painted / 2);
    for (let i = 3; i < edited.data.length; i += 4) if (edited.data[i] !== picture.rgba[i]) throw new Error(`Alpha changed at byte ${i}`);
    edits.push(edited.data);
    if (query === onTiny.wasm) await test.step('one seed gives one picture, another seed another', () => seeds(studio, edited.data));
    // The results of a picture wait for it, and the same recipe is not run twice.
    await studio.page.getByRole('button', { name: 'Undo', exact: true }).click();
    await studio.discardLatest();
    await expect(studio.results).toHaveCount(0);
    await expect(studio.page.getByRole('status', { name: 'Document state' })).toHaveText('Saved');
  }
  const [wasm, webgpu] = edits as [Uint8Array, Uint8Array];
  const worst = wasm.reduce((most, value, i) => Math.max(most, Math.abs(value - webgpu[i]!)), 0);
  // A thousandth of the range is a quarter of a byte step: rounding may tip single bytes by one.
  expect(worst).toBeLessThanOrEqual(1);
});
