import { expect, it } from 'vitest';
import type { Guide } from '../protocol/recipe';
import type { AreaFrame } from './areaFrame';
import { guidePictures } from './guidePictures';
import { PixelStore } from './pixelStore';
import { blobOf, testEdit } from './testing/testEdit';

const size = { width: 8, height: 4 };
const area = { x: 4, y: 0, width: 4, height: 4 };
const frame = { area, modelSize: { width: 2, height: 2 } } as AreaFrame;

/** A guide picture: left half red, right half of the given colour. */
async function guideOf(right: readonly number[], change: Partial<Guide> = {}, of = size) {
  const rgba = new Uint8Array(of.width * of.height * 4);
  for (let i = 0; i < of.width * of.height; i++) rgba.set(i % of.width < of.width / 2 ? [255, 0, 0, 255] : right, i * 4);
  const { ref, blobs } = await blobOf('rgba', of, rgba);
  const guide: Guide = { controlNet: 'canny', picture: ref, weight: 0.5, start: 0.1, end: 0.9, ...change };
  const { recipe } = await testEdit(size, { guides: [guide] });
  return { recipe, find: await new PixelStore().take(blobs) };
}

it('crops and scales like the source, to RGB in 0…1', async () => {
  const { recipe, find } = await guideOf([51, 102, 255, 255]);
  const [guide] = guidePictures(recipe, frame, find);
  expect(guide).toMatchObject({ controlNet: 'canny', weight: 0.5, start: 0.1, end: 0.9 });
  expect(guide?.picture.shape).toEqual([1, 3, 2, 2]);
  expect([...(guide?.picture.data ?? [])].map((value) => Math.round(value * 255))).toEqual([
    51, 51, 51, 51, 102, 102, 102, 102, 255, 255, 255, 255,
  ]);
});

it('knows transparent as black', async () => {
  const { recipe, find } = await guideOf([255, 255, 255, 0]);
  expect([...(guidePictures(recipe, frame, find)[0]?.picture.data ?? [])]).toEqual(new Array(12).fill(0));
});

it('stays within 0…1 where it is scaled up', async () => {
  const { recipe, find } = await guideOf([255, 255, 255, 255]);
  const wide = { area: { x: 0, y: 0, ...size }, modelSize: { width: 32, height: 16 } } as AreaFrame;
  const data = guidePictures(recipe, wide, find)[0]?.picture.data ?? new Float32Array();
  expect(Math.min(...data)).toBe(0);
  expect(Math.max(...data)).toBe(1);
});

it('refuses pixels that are missing, or that do not lie over the scene', async () => {
  const { recipe } = await guideOf([0, 0, 0, 255]);
  const none = await new PixelStore().take({});
  expect(() => guidePictures(recipe, frame, none)).toThrow(/picture of guide 1/);
  const other = await guideOf([0, 0, 0, 255], {}, { width: 4, height: 4 });
  expect(() => guidePictures(other.recipe, frame, other.find)).toThrow(/picture of guide 1 is 4 × 4/);
});
