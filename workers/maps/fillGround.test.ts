import { expect, it } from 'vitest';
import { fillGround, type GroundFilling } from './fillGround';

const size = { width: 16, height: 8 };
const pixels = size.width * size.height;

/** Dark on the left, light on the right, opaque. */
const ramp = Uint8Array.from({ length: pixels * 4 }, (_, i) => (i % 4 === 3 ? 255 : 100 + (Math.floor(i / 4) % 16) * 4));
/** Full in the columns 4 to 11, half in 3 and 12. */
const map = Uint8Array.from({ length: pixels }, (_, i) => {
  const x = i % 16;
  return x >= 4 && x < 12 ? 255 : x === 3 || x === 12 ? 127 : 0;
});
const all: readonly GroundFilling[] = [
  { fill: 'neighbours' },
  { fill: 'noise', seed: 7, cellPx: 4 },
  { fill: 'colour', rgb: [10, 20, 30] },
  { fill: 'exemplar', rgba: new Uint8Array(pixels * 4).fill(255) },
];

it.each(all)('fills by $fill what may change fully and leaves what is at half or less to the byte', (filling) => {
  const before = ramp.slice();
  const ground = fillGround(ramp, map, size, filling);
  expect(ramp).toEqual(before);
  let changed = 0;
  for (let i = 0; i < pixels; i++) {
    const [now, was] = [ground.subarray(i * 4, i * 4 + 4), ramp.subarray(i * 4, i * 4 + 4)];
    if ((map[i] as number) < 128) expect(now).toEqual(was);
    else if (now[0] !== was[0]) changed += 1;
    expect(now[3]).toBe(255);
  }
  expect(changed).toBeGreaterThan(20);
});

it('continues the surroundings into the hole, and knows no colour of what was there', () => {
  const marked = ramp.slice();
  for (let i = 0; i < pixels; i++) if (map[i] === 255) marked.set([255, 0, 255], i * 4);
  const ground = fillGround(marked, map, size, { fill: 'neighbours' });
  for (let i = 0; i < pixels; i++) {
    const [red = 0, green = 0] = ground.subarray(i * 4);
    expect(red).toBe(green);
    expect(red).toBeGreaterThanOrEqual(100);
    expect(red).toBeLessThanOrEqual(160);
  }
  const row = (x: number) => ground[(4 * 16 + x) * 4] as number;
  expect(row(4)).toBeLessThan(row(11));
});

it('mixes between half and full strength', () => {
  const ground = fillGround(
    new Uint8Array([0, 0, 0, 255]),
    new Uint8Array([191]),
    { width: 1, height: 1 },
    { fill: 'colour', rgb: [200, 200, 200] },
  );
  expect(ground[0]).toBeGreaterThan(90);
  expect(ground[0]).toBeLessThan(110);
});

it('takes no colour from under transparent pixels, and fills them wholly', () => {
  const rgba = new Uint8Array([0, 255, 0, 0, 80, 80, 80, 255]);
  const ground = fillGround(rgba, new Uint8Array([200, 0]), { width: 2, height: 1 }, { fill: 'neighbours' });
  expect([...ground]).toEqual([80, 80, 80, 255, 80, 80, 80, 255]);
});

it('is mid-grey where the map is full all over', () => {
  const ground = fillGround(ramp, new Uint8Array(pixels).fill(255), size, { fill: 'neighbours' });
  expect(new Set(ground.filter((_, i) => i % 4 < 3))).toEqual(new Set([128]));
});

it('makes the same noise of the same seed alone', () => {
  const noise = (seed: number) => fillGround(ramp, map, size, { fill: 'noise', seed, cellPx: 4 });
  expect(noise(3)).toEqual(noise(3));
  expect(noise(3)).not.toEqual(noise(4));
});
