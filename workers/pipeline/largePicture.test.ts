import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { chooseGenerationArea } from '../maps/generationArea';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { fakeModel } from './testing/fakeModel';
import { blobOf, testEdit } from './testing/testEdit';

const side = 6000;
const mebibyte = 2 ** 20;

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

it('a small edit in a 6000² picture costs one run at the model’s size, in time and in memory', { timeout: 120_000 }, async () => {
  const size = { width: side, height: side };
  const source = new Uint8Array(side * side * 4).fill(255);
  for (let i = 0; i < source.length; i += 4001) source[i] = i & 255;
  const changeMap = new Uint8Array(side * side);
  const box = { x: 2990, y: 3010, width: 40, height: 30 };
  for (let row = box.y; row < box.y + box.height; row++) changeMap.fill(200, row * side + box.x, row * side + box.x + box.width);

  const nativeSize = { width: 512, height: 512 };
  const { area } = chooseGenerationArea(box, size, { nativeSize, sizeMultiple: 16 });
  expect(area).toMatchObject({ width: 512, height: 512, modelWidth: 512, modelHeight: 512 });
  const model = fakeModel();
  const large = { ...model, modelPackage: { ...model.modelPackage, geometry: { ...model.modelPackage.geometry, nativeSize } } };
  const edit = await testEdit(size, { area, steps: 8 }, { source, changeMap });
  const memory = new RunMemory();

  let most = 0;
  const watch = { isCancelled: () => false, onEvent: () => void (most = Math.max(most, process.memoryUsage().arrayBuffers)) };
  // The first run also checks that the bytes are those of their digests.
  await runEdit(edit.recipe, edit.blobs, large, memory, watch);

  const touched = changeMap.slice();
  touched.fill(90, box.y * side + box.x, box.y * side + box.x + 20);
  const map = await blobOf('grey', size, touched);
  // What the first run left to be collected must not hide what the second takes.
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  most = 0;
  const predictions = model.calls.predictions;
  const { result } = await runEdit({ ...edit.recipe, changeMap: map.ref }, map.blobs, large, memory, watch);

  expect(result.rect).toEqual({ x: area.x, y: area.y, width: 512, height: 512 });
  expect(result.rgba).toHaveLength(512 * 512 * 4);
  expect(model.calls.predictions - predictions).toBe(result.evaluations.done);
  expect(result.evaluations.done).toBeLessThanOrEqual(8);
  // One plane of the whole picture would be 34 MiB, its colours 137: a run needs less than the first beside its pictures.
  expect(most - before).toBeLessThan(34 * mebibyte);
  // Measured: 0.2 s and 11 MiB; busy machines get more time.
  expect(result.seconds).toBeLessThan(10);
});
