import { describe, expect, it } from 'vitest';
import type { Recipe } from '../protocol/recipe';
import type { Concatenated } from '../runtime/unet/concatenated';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { fakeModel } from './testing/fakeModel';
import { testEdit } from './testing/testEdit';

const size = { width: 64, height: 64 };
const hooks = { onEvent: () => undefined, isCancelled: () => false };
const square = (from: number, to: number) =>
  Uint8Array.from({ length: 64 * 64 }, (_, i) => (i % 64 >= from && i % 64 < to && i >= from * 64 && i < to * 64 ? 200 : 0));

/** A run with a UNet of that kind, and what the UNet was shown. */
async function shown(
  kind: 'mask' | 'picture',
  change: Partial<Recipe>,
  changeMap: Uint8Array,
  memory = new RunMemory(),
  model = fakeModel(),
) {
  let given: Concatenated | null = null;
  const special = {
    ...model,
    takesBeside: kind,
    withoutScale: ({ data, shape }: { data: Float32Array; shape: readonly number[] }) => ({ data: data.map((value) => value * 10), shape }),
    startRun: (...args: Parameters<typeof model.startRun>) => {
      given = args[4] ?? null;
      return model.startRun(...args);
    },
  };
  const edit = await testEdit(size, change, { changeMap });
  const { result } = await runEdit(edit.recipe, edit.blobs, special, memory, hooks);
  return { given: given as unknown as Concatenated, result, model };
}

describe('an inpainting UNet', () => {
  it('is shown every cell that may change as 1, and the picture without them', async () => {
    const { given, model } = await shown('mask', {}, square(20, 44));
    const { data, shape } = given.channels;
    expect(shape).toEqual([1, 5, 8, 8]);
    const mask = [...data.subarray(0, 64)];
    expect(mask.map((value, cell) => (value === 1) === (cell % 8 >= 2 && cell % 8 < 6 && cell >= 16 && cell < 48))).not.toContain(false);
    expect(given.imageGuidance).toBeNull();
    const whole = await shown('mask', {}, new Uint8Array(64 * 64).fill(255));
    // Blotted out altogether, the picture is mid-grey everywhere: the encoder's answer to it is 0.
    expect([...new Set(whole.given.channels.data.subarray(64))]).toEqual([0]);
    expect(model.calls.encodings).toBe(2);
  });

  it('takes nothing up from a run under another mask, and everything under the same', async () => {
    const [memory, model] = [new RunMemory(), fakeModel()];
    const first = await shown('mask', {}, square(20, 44), memory, model);
    expect(first.result.evaluations.reused).toBe(0);
    expect((await shown('mask', {}, square(20, 44), memory, model)).result.evaluations.done).toBe(0);
    expect((await shown('mask', {}, square(28, 44), memory, model)).result.evaluations.reused).toBe(0);
  });
});

describe('a UNet that edits by instruction', () => {
  it('is shown the picture’s latents without the scale, with a guidance of their own', async () => {
    const [memory, model] = [new RunMemory(), fakeModel()];
    const { given } = await shown('picture', { imageGuidance: 2 }, square(0, 64), memory, model);
    expect(given.channels.shape).toEqual([1, 4, 8, 8]);
    expect(Math.max(...given.channels.data)).toBeGreaterThan(1);
    expect(given.imageGuidance).toBe(2);
    expect((await shown('picture', { imageGuidance: 3 }, square(0, 64), memory, model)).result.evaluations.reused).toBe(0);
  });
});
