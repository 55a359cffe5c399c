import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { patience } from '../pages/patience';
import { decode } from 'fast-png';
import { noisyPicture } from '../pages/pictures';
import type { Studio } from '../pages/studio';
import { expect, test } from '../pages/test';
import { openKeypointJudge } from '../../scripts/evaluate/keypointJudge';
import { readPeople } from '../../scripts/evaluate/people';

const onWasm = '?provider=wasm';
const scenes = fileURLToPath(new URL('../fixtures/scenes/', import.meta.url));
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

/** The pixels of an opaque picture, with or without its alpha. */
const rgbaOf = ({ width, height, channels, data }: { width: number; height: number; channels: number; data: ArrayLike<number> }) =>
  Uint8Array.from({ length: width * height * 4 }, (_, i) => (i % 4 < channels ? (data[Math.floor(i / 4) * channels + (i % 4)] ?? 0) : 255));

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
    if (method === 'Automatic map') await studio.choose('Edits', 'Where the change map is');
    const after = await edited(studio);
    const { outside, inside } = compare(picture.rgba, after, map);
    expect([method, outside]).toEqual([method, 0]);
    expect(inside, method).toBeGreaterThan(50);
  }
});

test('the automatic map finds a red house by the words that would make it blue, and all around it stays byte for byte', async ({
  studio,
}) => {
  test.setTimeout(180_000);
  const [picture, truth] = await Promise.all(['scene-03.png', 'scene-03-object-1.png'].map((name) => readFile(`${scenes}${name}`)));
  await studio.goto(onWasm);
  await studio.openPicture('scene.png', Uint8Array.from(picture!));
  await studio.setNumber('Steps', 10);
  const { page } = studio;
  await page.getByRole('button', { name: 'Find what to change…' }).click();
  const rest = 'house on the right and a yellow tree in the middle, hills, grass, day, flat style';
  await page.getByRole('textbox', { name: 'Reference prompt' }).fill(`a red ${rest}`);
  await studio.setPrompt(`a blue ${rest}`);
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await page.getByRole('button', { name: 'Use this map' }).click({ timeout: 120_000 });
  await expect(page.getByText('“Found: blue” is the change map now.')).toBeVisible();
  await page.getByRole('button', { name: 'Edit with DiffEdit' }).click();
  await studio.result(1);
  const map = (await studio.exportChangeMap()).data;
  const house = decode(truth!);
  const inHouse = Array.from(map, (_, i) => (house.data[i * house.channels] ?? 0) >= 128);
  const both = map.reduce((sum, value, i) => sum + (value >= 128 && inHouse[i] ? 1 : 0), 0);
  const either = map.reduce((sum, value, i) => sum + (value >= 128 || inHouse[i] ? 1 : 0), 0);
  expect(both / either).toBeGreaterThanOrEqual(0.5);
  const after = await studio.exportPng();
  const { outside, inside } = compare(rgbaOf(decode(picture!)), rgbaOf(after), map);
  expect(outside).toBe(0);
  expect(inside).toBeGreaterThan(500);
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

/** Outline of a house, roof and walls, as a hand would scribble it; the walls reach from x 82 to 173 and from y 156 to 213. */
const scribbledHouse = [
  [
    [98, 115],
    [154, 115],
    [183, 156],
    [71, 156],
    [98, 115],
  ],
  [
    [82, 156],
    [82, 213],
    [173, 213],
    [173, 156],
  ],
] as const;

/** Overlap over union of what is blue on the ground and the walls that were drawn there. */
function inDrawnWalls({ width, channels, data }: { width: number; channels: number; data: Uint8Array }): number {
  let [both, either] = [0, 0];
  for (let y = 158; y < 240; y++)
    for (let x = 8; x < 248; x++) {
      const at = (y * width + x) * channels;
      const blue = (data[at + 2] ?? 0) > (data[at] ?? 0) + 30;
      const drawn = y < 213 && x > 82 && x < 173;
      if (blue && drawn) both += 1;
      if (blue || drawn) either += 1;
    }
  return both / either;
}

test('a scribbled house comes where it was drawn, in the colour of the words, and all outside the map stays byte for byte', async ({
  studio,
}) => {
  const source = await readFile(`${scenes}scene-12.png`);
  const { page } = studio;
  await studio.goto(onWasm);
  await studio.openPicture('scene.png', Uint8Array.from(source));
  await studio.tool('Shape');
  await studio.stroke([6, 104], [250, 244]);
  await studio.setPrompt('a blue house, hills, autumn leaves, day, flat style');
  await studio.setNumber('Steps', 8);
  const map = (await studio.exportChangeMap()).data;
  const seen = async (): Promise<number> => {
    await studio.setNumber('Seed', 5);
    const count = await studio.results.count();
    await studio.generate();
    await studio.result(count + 1);
    const after = await studio.exportPng();
    expect(compare(rgbaOf(decode(source)), rgbaOf(after), map).outside).toBe(0);
    return inDrawnWalls(after);
  };
  const without = await seen();
  await page.getByRole('button', { name: 'Guides', exact: true }).click();
  await page.getByRole('button', { name: 'Draw a scribble' }).click();
  await studio.tool('Brush');
  await studio.setNumber('Brush size value', 4);
  for (const line of scribbledHouse) await studio.stroke(...line);
  await page.getByRole('button', { name: 'Use guided optimisation' }).click();
  const withScribble = await seen();
  expect(withScribble).toBeGreaterThan(0.6);
  expect(withScribble).toBeGreaterThan(without + 0.15);
  await expect(page.getByRole('list', { name: 'Stages' })).toBeVisible();
});

/** Root mean square distance of two pictures, 0…255, over the pixels that count. */
function distance(a: Uint8Array, b: Uint8Array, counts: (pixel: number) => boolean): number {
  let [sum, values] = [0, 0];
  for (let i = 0; i < a.length; i++)
    if (i % 4 !== 3 && counts(i >> 2)) [sum, values] = [sum + ((a[i] ?? 0) - (b[i] ?? 0)) ** 2, values + 1];
  return Math.sqrt(sum / values);
}

test('an arm is raised by dragging its elbow and its hand, with words; the background stays nearer than with the ControlNet alone', async ({
  studio,
}) => {
  const person = (await readPeople(scenes))[3]!;
  const source = await readFile(`${scenes}person-04.png`);
  const px = ([x, y]: readonly [number, number]) => [x * 256, y * 256] as const;
  const { page } = studio;
  await studio.goto(onWasm);
  await studio.openPicture('person.png', Uint8Array.from(source));
  await studio.tool('Shape');
  await studio.stroke([98, 92], [184, 234]);
  const map = (await studio.exportChangeMap()).data;
  await studio.setPrompt(person.raisedCaption);
  await studio.setNumber('Steps', 10);
  await page.getByRole('button', { name: 'Guides', exact: true }).click();
  const standing = person.keypoints.flatMap((point) => [...px(point), 1]);
  await page.locator('input[type="file"][aria-label="Open pose"]').setInputFiles({
    name: 'standing.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ canvas_width: 256, canvas_height: 256, people: [{ pose_keypoints_2d: standing }] })),
  });
  await page.getByRole('switch', { name: 'Move whole limbs' }).click();
  const moved = [6, 7] as const;
  for (const joint of moved) await studio.stroke(px(person.keypoints[joint]!), px(person.raised[joint]!));
  const guided = page.getByRole('button', { name: 'Use guided optimisation' });
  await expect(guided).toBeInViewport({ ratio: 0.99 });
  await guided.click();
  const judge = await openKeypointJudge(fileURLToPath(new URL('../fixtures/judge/', import.meta.url)));
  const way = (points: readonly (readonly [number, number])[]) =>
    moved.reduce((sum, i) => sum + Math.hypot(points[i]![0] - person.raised[i]![0], points[i]![1] - person.raised[i]![1]), 0);
  /** How much nearer the two joints came, and how far the map's background, away from the figure, went. */
  const seen = async (count: number) => {
    await studio.setNumber('Seed', 3);
    await studio.generate();
    await studio.result(count);
    const after = rgbaOf(await studio.exportPng());
    expect(compare(rgbaOf(decode(source)), after, map).outside).toBe(0);
    const found = await judge.look(
      after.filter((_, i) => i % 4 !== 3),
      { width: 256, height: 256 },
    );
    return {
      nearer: 1 - way(found) / way(person.keypoints),
      background: distance(after, person.rgba, (pixel) => (map[pixel] ?? 0) > 0 && !aroundFigure(pixel)),
    };
  };
  const limbs = [...person.keypoints, ...person.raised].map(px);
  const aroundFigure = (pixel: number) => limbs.some(([x, y]) => Math.hypot((pixel % 256) - x, Math.floor(pixel / 256) - y) < 20);
  const withGuidance = await seen(1);
  await studio.choose('Method', 'Image-to-image');
  const alone = await seen(2);
  expect(withGuidance.nearer).toBeGreaterThanOrEqual(0.5);
  expect(withGuidance.background).toBeLessThan(alone.background);
});
