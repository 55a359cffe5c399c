import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { firstPose } from '../canvas/canvasPose';
import { emptyContent } from '../testing/emptyContent';
import { testRecipe } from '../testing/testRecipe';
import type { DocumentContent } from './codecs/documentCodec';
import { openRecentPictures, recentLimits, type RecentPictures } from './recentPictures';

let count = 0;
let recent: RecentPictures;
beforeEach(async () => {
  recent = await openRecentPictures(`recent ${count++}`);
});
afterEach(() => recent.close());

const thumbnail = { width: 1, height: 1, rgba: new Uint8Array([1, 2, 3, 255]) };
const result = (documentId: string, number: number): DocumentContent['results'][number] => ({
  id: `${documentId} ${number}`,
  number,
  documentId,
  pose: firstPose,
  starred: false,
  madeAt: 5,
  rect: { x: 0, y: 0, width: 2, height: 2 },
  rgba: new Uint8Array(16).fill(number),
  coverage: new Uint8Array(4).fill(255),
  recipe: testRecipe(),
  provider: 'wasm',
  evaluations: { done: 1, skipped: 0, reused: 0 },
  seconds: 1,
});
const content = (documentId: string, fill = 7): DocumentContent => ({
  ...emptyContent,
  documentId,
  picture: { width: 20, height: 10, rgba: new Uint8Array(800).fill(fill), icc: null, name: `Picture ${documentId}` },
  results: [result(documentId, 1), result('another', 2)],
  settings: { ...emptyContent.settings, prompt: `prompt of ${documentId}` },
});

it('gives a picture back as it was left, with its own results and no others', async () => {
  await recent.keep(content('one'), thumbnail, 100);
  const [entry] = await recent.list();
  expect(entry).toMatchObject({ id: 'one', name: 'Picture one', leftAtMs: 100, results: 1, thumbnail });
  const taken = await recent.take('one');
  expect(taken).toEqual({ ...content('one'), results: [result('one', 1)] });
});

it('lists each picture once, the one left last first', async () => {
  await recent.keep(content('one'), thumbnail, 1);
  await recent.keep(content('two'), thumbnail, 2);
  await recent.keep(content('one', 9), thumbnail, 3);
  expect((await recent.list()).map(({ id }) => id)).toEqual(['one', 'two']);
  expect((await recent.take('one'))?.picture?.rgba[0]).toBe(9);
});

it('lets the oldest go where there are too many, with all that was kept of it', async () => {
  for (let i = 0; i <= recentLimits.pictures; i += 1) await recent.keep(content(`p${i}`), thumbnail, i);
  const listed = (await recent.list()).map(({ id }) => id);
  expect(listed).toHaveLength(recentLimits.pictures);
  expect(listed).not.toContain('p0');
  expect(await recent.take('p0')).toBeNull();
  expect(await recent.take('p1')).not.toBeNull();
});

it('keeps nothing where there is no picture, and knows nothing of what it never had', async () => {
  await recent.keep(emptyContent, thumbnail, 1);
  expect(await recent.list()).toEqual([]);
  expect(await recent.take('one')).toBeNull();
});
