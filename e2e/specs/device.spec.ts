import { patience } from '../pages/patience';
import { gpuBuffers, loseDevice, probeWorker } from '../pages/gpuProbe';
import { noisyPicture } from '../pages/pictures';
import type { Studio } from '../pages/studio';
import { expect, onTiny, test } from '../pages/test';

async function smallPicture(studio: Studio, steps: number): Promise<void> {
  await studio.openPicture('noise.png', noisyPicture(64, 64).png);
  await studio.setNumber('Steps', steps);
  await studio.page.getByRole('button', { name: 'Change everything' }).first().click();
}

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

/** Outside the map the source byte for byte, WebGPU as wasm, and for one seed one picture. Leaves the page on WebGPU. */
async function edits(studio: Studio): Promise<void> {
  const picture = noisyPicture(width, height, true);
  const made: Uint8Array[] = [];
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
    made.push(edited.data);
    if (query === onTiny.wasm) await test.step('one seed gives one picture, another seed another', () => seeds(studio, edited.data));
    // The results of a picture wait for it, and the same recipe is not run twice.
    await studio.page.getByRole('button', { name: 'Undo', exact: true }).click();
    await studio.discardLatest();
    await expect(studio.results).toHaveCount(0);
    await expect(studio.page.getByRole('status', { name: 'Document state' })).toHaveText('Saved');
  }
  const [wasm, webgpu] = made as [Uint8Array, Uint8Array];
  const worst = wasm.reduce((most, value, i) => Math.max(most, Math.abs(value - webgpu[i]!)), 0);
  // A thousandth of the range is a quarter of a byte step: rounding may tip single bytes by one.
  expect(worst).toBeLessThanOrEqual(1);
}

const banner = (studio: Studio) => studio.page.getByRole('status', { name: 'Graphics device' });
const running = (studio: Studio) =>
  expect(studio.page.getByRole('status', { name: 'Progress' })).toContainText(/step \d+ of/i, { timeout: patience });

/** How many runs follow the first three, which fill the pools that later ones draw from: what leaks, leaks with each. */
const runs = 3;

// One page for all of it: on a processor that plays the graphics card, to compile the model's programs takes the longest.
test('an edit is exact on both devices; one of them is used without leaking, lost, rebuilt, given up and taken up again', async ({
  studio,
  context,
}) => {
  const { page } = studio;
  await probeWorker(context);
  await test.step('paint, generate, accept, export, by wasm and by WebGPU', () => edits(studio));

  await test.step('runs leave the graphics memory as it was', async () => {
    await smallPicture(studio, 1);
    const counts: { live: number; made: number }[] = [];
    for (let run = 0; run < 3 + runs; run += 1) {
      await studio.generate();
      await studio.result(1);
      await studio.discardLatest();
      await expect(studio.results).toHaveCount(0);
      counts.push(await gpuBuffers(page));
    }
    expect(counts.at(-1)!.live, counts.map(({ live, made }) => `${live}/${made}`).join(' ')).toBeLessThanOrEqual(counts[2]!.live);
  });

  await test.step('lost between two runs: noticed at once, and the next run is as if nothing had been', async () => {
    await loseDevice(page);
    await expect(banner(studio)).toContainText('ready again', { timeout: patience });
    await studio.generate();
    await studio.result(1);
    await expect(banner(studio)).toBeHidden();
    await studio.discardLatest();
  });

  await test.step('lost in the middle of a run: said, rebuilt, offered again; after the second loss in a row it stops', async () => {
    await studio.setNumber('Steps', 40);
    await studio.generate();
    await running(studio);
    await loseDevice(page);
    await expect(banner(studio)).toContainText('The graphics device stopped working');
    await expect(banner(studio)).toContainText('ready again', { timeout: patience });
    await expect(studio.results).toHaveCount(0);
    await banner(studio).getByRole('button', { name: 'Generate again' }).click();
    await running(studio);
    await loseDevice(page);
    await expect(banner(studio)).toContainText('lost 2 times in a row');
    // Nothing is tried until the person asks for it; then it works.
    await expect(studio.generateButton).toBeVisible();
    await studio.generate();
    await expect(page.getByRole('alert').first()).toContainText('has stopped using it');
    await banner(studio).getByRole('button', { name: 'Use it again' }).click();
    await studio.setNumber('Steps', 2);
    await studio.generate();
    await studio.result(1);
    await expect(banner(studio)).toBeHidden();
  });
});

test('a graphics driver that computes wrongly is found out before the first run, and the processor takes over, visibly', async ({
  studio,
  context,
}) => {
  // Every exponential comes out wrong: softmax and the gates with it, but nothing that is no number.
  await probeWorker(context, ['exp(', 'exp(0.4*']);
  await studio.goto(onTiny.webgpu);
  await smallPicture(studio, 3);
  await studio.generate();
  await studio.result(1);
  await expect(
    studio.page.getByText(/computes something else on the graphics card than on the processor.*so it now runs on the processor/).first(),
  ).toBeVisible();
});
