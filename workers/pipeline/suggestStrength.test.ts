import { describe, expect, it } from 'vitest';
import type { Blobs } from '../protocol/engine';
import { RunMemory } from './runMemory';
import { suggestStrength } from './suggestStrength';
import { fakeModel } from './testing/fakeModel';
import { blobOf, testEdit, testPicture } from './testing/testEdit';

const size = { width: 64, height: 64 };

/** The suggestion for an exemplar that is the source with a part of it darkened by `by`, opaque over the whole scene. */
async function suggestion(by: number): Promise<number> {
  const rgba = testPicture(size).map((value, i) => (i % 4 < 3 && i < 64 * 32 * 4 ? Math.max(0, value - by) : value));
  const white = await blobOf('grey', size, new Uint8Array(64 * 64).fill(255));
  const picture = await blobOf('rgba', size, rgba);
  const { recipe, blobs } = await testEdit(size, {
    method: { name: 'exemplar-blend', passes: 'single', exemplars: [{ picture: picture.ref, changeMap: white.ref, hold: null }] },
  });
  const all: Blobs = { ...blobs, ...white.blobs, ...picture.blobs };
  return suggestStrength(recipe, all, fakeModel(), new RunMemory());
}

describe('a suggested strength', () => {
  it('is nothing where the composition is the scene, and grows with the distance', async () => {
    const [same, near, far] = [await suggestion(0), await suggestion(10), await suggestion(200)];
    expect(same).toBe(0);
    expect(near).toBeGreaterThan(0);
    expect(far).toBeGreaterThan(near);
    expect(far).toBeLessThanOrEqual(1);
  });

  it('is refused for a method without exemplars', async () => {
    const { recipe, blobs } = await testEdit(size);
    await expect(suggestStrength(recipe, blobs, fakeModel(), new RunMemory())).rejects.toMatchObject({ code: 'bad-recipe' });
  });
});
