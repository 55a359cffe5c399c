import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeCheckpoint } from '../../e2e/fixtures/checkpoints/writeCheckpoint';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled } from '../../e2e/node-runtime/nodeSession';
import { openNodeModel } from '../../e2e/node-runtime/openNodeModel';
import type { Recipe } from '../protocol/recipe';
import { loadModel } from '../runtime/loadModel';
import type { LoadedModel } from '../runtime/loadedModel';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { testEdit } from './testing/testEdit';

const folders: string[] = [];
const size = { width: 64, height: 64 };
const right = (from: number) => Uint8Array.from({ length: 64 * 64 }, (_, i) => (i % 64 >= from ? 255 : 0));

async function loaded(channels: 8 | 9): Promise<LoadedModel> {
  const folder = await mkdtemp(join(tmpdir(), 'sfumato-special-'));
  folders.push(folder);
  return loadModel(createNodeRuntime(), await openNodeModel(await writeCheckpoint(folder, 64, channels), 'special'), () => undefined);
}

async function edited(model: LoadedModel, change: Partial<Recipe>, changeMap = right(32)) {
  const edit = await testEdit(size, { package: { id: 'special', sha256: null }, steps: 2, ...change }, { changeMap });
  const hooks = { onEvent: () => undefined, isCancelled: () => false };
  const { result, decoded } = await runEdit(edit.recipe, edit.blobs, model, new RunMemory(), hooks);
  const apart = (other: Uint8Array) => decoded.reduce((sum, value, i) => sum + Math.abs(value - (other[i] ?? 0)), 0) / decoded.length;
  return { result, decoded, apart };
}

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

describe.skipIf(!nodeRuntimeInstalled)('checkpoints with special UNets', { timeout: 120_000 }, () => {
  it('of nine channels are shown the change map and what is around it', async () => {
    const model = await loaded(9);
    expect(model.takesBeside).toBe('mask');
    const plain = await edited(model, {});
    expect(plain.result.evaluations.done).toBe(2);
    // Everything may change in both, but for the cells that the network is told of.
    const method = { name: 'image-to-image' } as const;
    const [half, most] = [await edited(model, { method }), await edited(model, { method }, right(8))];
    expect(half.apart(most.decoded)).toBeGreaterThan(0.01);
    await model.release();
  });

  it('of eight channels are shown the picture, and take both guidances', async () => {
    const model = await loaded(8);
    expect(model.takesBeside).toBe('picture');
    const method = { name: 'image-to-image' } as const;
    const plain = await edited(model, { method });
    expect(plain.result.evaluations.done).toBe(2);
    for (const other of [{ imageGuidance: 4 }, { guidance: 7 }, { prompt: 'make it snow' }])
      expect((await edited(model, { method, ...other })).apart(plain.decoded)).toBeGreaterThan(0.001);
    await model.release();
  });
});
