import type { Page } from '@playwright/test';
import { encode } from 'fast-png';
import { keepsAt, thresholds } from '../../workers/maps/thresholds';
import { toLatents } from '../../workers/maps/toLatents';
import { noisyPicture } from '../pages/pictures';
import { decodePng, type Studio } from '../pages/studio';
import { expect, test } from '../pages/test';

const size = { width: 160, height: 120 };
/** Where a rectangle of half strength lies in these tests. */
const [left, top, right, bottom] = [40, 30, 100, 80] as const;

async function open(studio: Studio): Promise<void> {
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(size.width, size.height).png);
  // The keys of the brush mean nothing before there is a picture.
  await expect(studio.page.getByText('160 × 120')).toBeVisible();
}

/** A rectangle of half strength, 128, on the map that is painted. */
async function rectangle(studio: Studio, key: string, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await studio.page.keyboard.press(key);
  await studio.tool('Shape');
  await studio.stroke(from, to);
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** Something behind the dots of the change map. */
async function mapMenu(page: Page, name: string): Promise<void> {
  await button(page, 'More about the change map').click();
  await button(page, name).click();
}

async function add(page: Page, modifier: string): Promise<void> {
  await button(page, 'Add modifier').click();
  await page.getByRole('menuitem', { name: modifier, exact: true }).click();
}

async function undo(page: Page, times = 1): Promise<void> {
  for (let i = 0; i < times; i += 1) await button(page, 'Undo').click();
}

const count = (data: Uint8Array, test: (value: number) => boolean): number => data.reduce((sum, value) => sum + (test(value) ? 1 : 0), 0);

test('each modifier shapes the map without touching it, and is undone by itself', async ({ studio, page }) => {
  await open(studio);
  await rectangle(studio, '5', [left, top], [right, bottom]);
  const raw = await studio.map();
  const area = raw.painted;
  expect(Math.abs(area - (right - left) * (bottom - top))).toBeLessThan(220);
  await button(page, 'Modifiers').click();
  const cases: readonly (readonly [string, (map: Awaited<ReturnType<Studio['map']>>) => void])[] = [
    [
      'Feather',
      (map) => {
        expect(map.painted).toBeGreaterThan(area * 1.3);
        expect(map.at(left, 55)).toBeLessThan(80);
        expect(map.at(left, 55)).toBeGreaterThan(50);
      },
    ],
    [
      'Grow',
      (map) => {
        expect(map.painted).toBeGreaterThan(area + 2 * 8 * (right - left + bottom - top) - 400);
        expect([map.at(left - 6, 55), map.at(left - 12, 55)]).toEqual([128, 0]);
      },
    ],
    ['Shrink', (map) => expect([map.at(left + 5, 55), map.at(left + 12, 55)]).toEqual([0, 128])],
    ['Posterise', (map) => expect(map.at(70, 55)).toBe(170)],
    ['Invert', (map) => expect([map.at(70, 55), map.at(5, 5)]).toEqual([127, 255])],
    [
      'Noise',
      (map) => {
        expect(new Set(map.data).size).toBeGreaterThan(30);
        expect(map.at(5, 5)).toBe(0);
      },
    ],
    ['Maximum strength', (map) => expect(map.at(70, 55)).toBe(128)],
    ['Floor', (map) => expect([map.at(70, 55), map.at(5, 5)]).toEqual([128, 0])],
    ['Levels', (map) => expect(map.at(70, 55)).toBe(128)],
    ['Curve', (map) => expect(map.at(70, 55)).toBe(128)],
    ['Limit to a range', (map) => expect(map.at(70, 55)).toBe(128)],
  ];
  for (const [name, check] of cases) {
    await add(page, name);
    check(await studio.map());
    await undo(page);
    await expect(page.getByRole('list', { name: 'Modifiers' })).toHaveCount(0);
  }
  expect((await studio.map()).data).toEqual(raw.data);

  // Those whose first values leave this map alone, once they are moved; moves of one slider are one entry.
  const moved: readonly (readonly [string, string, string, number])[] = [
    ['Maximum strength', 'At most value', '20', 51],
    ['Floor', 'At least value', '80', 204],
    ['Levels', 'White from value', '50', 255],
    ['Limit to a range', 'Lowest value', '60', 0],
  ];
  for (const [name, field, value, expected] of moved) {
    await add(page, name);
    await page.getByRole('spinbutton', { name: field }).fill(value);
    await page.keyboard.press('Enter');
    expect((await studio.map()).at(70, 55), name).toBe(expected);
    await undo(page, 2);
  }
  await add(page, 'Curve');
  const point = page.getByRole('slider', { name: 'Point 2' });
  await point.focus();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowDown');
  await expect(point).toHaveAttribute('aria-valuetext', '100 % becomes 70 %');
  expect(Math.abs((await studio.map()).at(70, 55) - 90)).toBeLessThan(2);
  await undo(page);
  expect((await studio.map()).at(70, 55)).toBe(128);
  await undo(page);

  await add(page, 'Grow');
  await add(page, 'Invert');
  const live = (await studio.map()).data;
  await button(page, 'Apply up to Grow').click();
  await expect(page.getByRole('list', { name: 'Modifiers' }).getByRole('listitem')).toHaveCount(1);
  expect((await studio.map()).data).toEqual(live);
  await button(page, 'Apply all').click();
  await expect(page.getByRole('list', { name: 'Modifiers' })).toHaveCount(0);
  expect((await studio.map()).data).toEqual(live);
  await undo(page, 4);
  expect((await studio.map()).data).toEqual(raw.data);
});

test('several maps meet each other by eye, opacity, combination and order, and are merged into what they gave', async ({
  studio,
  page,
}) => {
  await open(studio);
  await rectangle(studio, '8', [left, top], [right, bottom]);
  const alone = (await studio.map()).data;
  await button(page, 'Add map').click();
  const list = page.getByRole('list', { name: 'Maps' }).getByRole('listitem');
  await expect(list).toHaveCount(2);
  await rectangle(studio, '5', [70, top], [130, bottom]);
  const values = async () => {
    const map = await studio.map();
    return [map.at(50, 55), map.at(85, 55), map.at(120, 55)];
  };
  expect(await values()).toEqual([204, 204, 128]);
  await studio.choose('Combination', 'Multiply');
  expect(await values()).toEqual([0, 102, 0]);
  await studio.choose('Combination', 'Subtract');
  expect(await values()).toEqual([204, 76, 0]);
  await page.getByRole('spinbutton', { name: 'Map opacity value' }).fill('50');
  await page.keyboard.press('Enter');
  expect(await values()).toEqual([204, 140, 0]);
  // The canvas shows what they give together, not what is painted.
  await page.getByRole('radio', { name: 'Map alone', exact: true }).click();
  const places = await studio.onPage([50, 55], [85, 55], [120, 55]);
  await page.mouse.move(2, 2);
  await expect
    .poll(async () => {
      const greys = [];
      for (const [x, y] of places) greys.push(decodePng(await page.screenshot({ clip: { x, y, width: 1, height: 1 } })).data[0]);
      return greys;
    })
    .toEqual([204, 140, 0]);
  await page.getByRole('radio', { name: 'Hatched', exact: true }).click();
  await button(page, 'Send Map 2 backward').click();
  // Below, there is nothing to take away from.
  expect(await values()).toEqual([204, 204, 0]);
  await undo(page);
  await button(page, 'Hide Map 2').click();
  expect((await studio.map()).data).toEqual(alone);
  await button(page, 'Show Map 2').click();
  await page.getByRole('button', { name: 'Paint on Map 2' }).dblclick();
  await page.getByRole('textbox', { name: 'Name of Map 2' }).fill('Sky');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Paint on Sky' })).toHaveAttribute('aria-pressed', 'true');

  const before = (await studio.map()).data;
  await button(page, 'Duplicate Sky').click();
  await expect(list).toHaveCount(3);
  expect(await values()).toEqual([204, 76, 0]);
  await button(page, 'Remove Sky copy').click();
  await page.getByRole('button', { name: 'Paint on Sky' }).click();
  await button(page, 'Merge Sky down').click();
  // A single map needs no list.
  await expect(list).toHaveCount(0);
  expect((await studio.map()).data).toEqual(before);
  await undo(page);
  await expect(list).toHaveCount(2);
  expect((await studio.map()).data).toEqual(before);

  // Painting goes on, on the map that was chosen, while another lies above it.
  await page.getByRole('button', { name: 'Paint on Map', exact: true }).click();
  await rectangle(studio, '0', [0, 0], [30, 20]);
  const painted = await studio.map();
  expect(painted.at(10, 10)).toBe(255);
  await studio.setNumber('Steps', 2);
  await studio.generate();
  await studio.result(1);
});

test('maps are made from the picture, a drawn line and a file, and each is undone', async ({ studio, page }) => {
  await studio.goto();
  // Left half black, a saturated red square on white to the right.
  const rgba = new Uint8Array(size.width * size.height * 4);
  for (let i = 0; i < size.width * size.height; i += 1) {
    const [x, y] = [i % size.width, Math.floor(i / size.width)];
    const red = x >= 110 && x < 140 && y >= 40 && y < 80;
    rgba.set(red ? [220, 20, 20, 255] : x < 80 ? [0, 0, 0, 255] : [255, 255, 255, 255], i * 4);
  }
  await studio.openPicture('halves.png', encode({ width: size.width, height: size.height, data: rgba, channels: 4, depth: 8 }));
  const from = async (source: string, prepare: () => Promise<void> = async () => undefined) => {
    await mapMenu(page, 'Map from…');
    await studio.choose('Made from', source);
    await prepare();
    await expect(page.getByRole('img', { name: 'The map it would be' })).toBeVisible();
    await button(page, 'Make map').click();
    await expect(page.getByRole('dialog')).toBeHidden();
    const map = await studio.map();
    await undo(page);
    return map;
  };
  const picture = page.getByRole('img', { name: 'Picture' });
  const at = async (x: number, y: number) => {
    const box = (await picture.boundingBox())!;
    return [box.x + (x / size.width) * box.width, box.y + (y / size.height) * box.height] as const;
  };
  const luminance = await from('Brightness of the picture');
  expect([luminance.at(20, 60), luminance.at(90, 60)]).toEqual([0, 255]);
  const saturation = await from('Saturation of the picture');
  expect([saturation.at(90, 60), saturation.at(20, 60)]).toEqual([0, 0]);
  expect(saturation.at(120, 60)).toBeGreaterThan(150);
  const colours = await from('Colours of the picture', async () => {
    await page.mouse.click(...(await at(125, 60)));
    await expect(page.getByRole('button', { name: 'Take out #dc1414' })).toBeVisible();
  });
  expect(colours.painted).toBe(30 * 40);
  const edges = await from('Edges, soft');
  expect([edges.at(40, 60), edges.at(100, 20)]).toEqual([0, 0]);
  expect(edges.at(80, 20)).toBeGreaterThan(100);
  const thin = await from('Edges, thin lines');
  expect(count(thin.data, (value) => value !== 0 && value !== 255)).toBe(0);
  expect(thin.painted).toBeLessThan(edges.painted);
  const line = await from('Distance from a drawn line', async () => {
    const [x0, y0] = await at(20, 60);
    const [x1, y1] = await at(140, 60);
    await page.mouse.move(x0, y0);
    await page.mouse.down();
    await page.mouse.move(x1, y1, { steps: 8 });
    await page.mouse.up();
  });
  expect(line.at(80, 60)).toBeGreaterThan(245);
  expect([line.at(80, 70) < line.at(80, 62), line.at(80, 100)]).toEqual([true, 0]);
  expect((await studio.map()).painted).toBe(0);

  await page.locator('input[type="file"][aria-label="Import change map"]').setInputFiles({
    name: 'map.png',
    mimeType: 'image/png',
    buffer: Buffer.from(encode({ width: 40, height: 10, data: new Uint8Array(400).fill(255), channels: 1, depth: 8 })),
  });
  await expect(page.getByRole('note')).toContainText('scaled and stretched');
  await page.getByRole('switch', { name: 'Keep what is painted' }).click();
  await page.getByRole('radio', { name: 'May change', exact: true }).click();
  await button(page, 'Import').click();
  await expect(page.getByRole('list', { name: 'Maps' }).getByRole('listitem')).toHaveCount(2);
  expect((await studio.map()).painted).toBe(size.width * size.height);
  await undo(page);
  expect((await studio.map()).painted).toBe(0);
  await mapMenu(page, 'Map from…');
  await expect(page.getByRole('img', { name: 'The map it would be' })).toBeVisible();
});

test('lines run where the keep-masks of the steps change', async ({ studio, page }) => {
  // As large as the fixture model works at, so that the area is all of it and no padding matters.
  const side = 64;
  await studio.goto();
  await studio.openPicture('noise.png', noisyPicture(side, side).png);
  await studio.setNumber('Steps', 8);
  await studio.tool('Gradient');
  await studio.stroke([0, 32], [64, 32]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('img', { name: /pixels may change/ })).toBeVisible();
  await studio.tool('Brush');
  const { data } = await studio.exportChangeMap();
  const [corner, end] = (await studio.onPage([0, 0], [side, side])) as [readonly [number, number], readonly [number, number]];
  const clip = { x: corner[0], y: corner[1], width: end[0] - corner[0], height: end[1] - corner[1] };
  // Lines are to be seen while a brush is over the picture; its ring stays away from the row that is read below.
  const shot = async () => {
    await page.mouse.move(corner[0] + clip.width / 2, corner[1] + 3);
    await page.waitForTimeout(300);
    return decodePng(await page.screenshot({ clip }));
  };
  const lineSwitch = button(page, 'Step lines');
  await lineSwitch.click();
  const without = await shot();
  await lineSwitch.click();
  await button(page, 'Settings').click();
  await page.getByRole('spinbutton', { name: 'Steps between lines value' }).fill('1');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect.poll(async () => Buffer.compare(Buffer.from((await shot()).data), Buffer.from(without.data))).not.toBe(0);
  await page.waitForTimeout(400);
  const lines = await shot();

  // Where the pictures differ along a row near the bottom, in picture pixels: one run of columns a line.
  const row = Math.floor(lines.height * 0.9);
  const differs = (x: number) =>
    [0, 1, 2].some(
      (c) =>
        Math.abs(
          (lines.data[(row * lines.width + x) * lines.channels + c] ?? 0) -
            (without.data[(row * without.width + x) * without.channels + c] ?? 0),
        ) > 40,
    );
  const found: number[] = [];
  for (let x = 0, begin = -1; x <= lines.width; x += 1) {
    if (x < lines.width && differs(x)) {
      if (begin < 0) begin = x;
    } else if (begin >= 0) {
      found.push(((begin + x) / 2 / lines.width) * side);
      begin = -1;
    }
  }
  // What the engine does: the map at latent size, and between which cells the mask of each step changes.
  // A cell of the fixture model is four pixels wide.
  const cells = 16;
  const perCell = side / cells;
  const preserve = toLatents(data, { width: side, height: side }, { width: cells, height: cells }, 'maximum');
  const rowOfCells = Math.floor(0.9 * cells) * cells;
  const between = thresholds('linear', 8)
    .slice(1)
    .flatMap((threshold) => {
      const at = Array.from({ length: cells - 1 }, (_, x) => x).filter(
        (x) => keepsAt(preserve[rowOfCells + x]!, threshold) !== keepsAt(preserve[rowOfCells + x + 1]!, threshold),
      );
      return at.map((x) => [(x + 0.5) * perCell, (x + 1.5) * perCell] as const);
    });
  between.sort((a, b) => a[0] - b[0]);
  expect(between.length).toBe(7);
  expect(found.length).toBe(between.length);
  between.forEach(([low, high], i) => {
    expect(found[i]!).toBeGreaterThan(low - 0.5);
    expect(found[i]!).toBeLessThan(high + 0.5);
  });
  await button(page, 'More about the change map').click();
  await button(page, 'Cells of the model').click();
  await expect.poll(async () => Buffer.compare(Buffer.from((await shot()).data), Buffer.from(lines.data))).not.toBe(0);
});
