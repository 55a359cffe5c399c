import { describe, expect, it } from 'vitest';
import { folderSource } from '../../e2e/node-runtime/folderSource';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled, root } from '../../e2e/node-runtime/nodeSession';
import { openPackage } from '../packages/openPackage';
import { loadModel } from '../runtime/loadModel';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { blobOf, testEdit, testPicture } from './testing/testEdit';

const size = { width: 64, height: 64 };

describe.skipIf(!nodeRuntimeInstalled)('guided optimisation between two layouts', { timeout: 120_000 }, () => {
  it('runs with the ControlNets of both open at once', async () => {
    const model = await loadModel(
      createNodeRuntime(),
      await openPackage(folderSource(`${root}e2e/fixtures/packages/sd15-control`), 'sd15-control'),
      () => undefined,
    );
    const picture = await blobOf('rgba', size, testPicture(size));
    const guide = (controlNet: string) => ({ controlNet, picture: picture.ref, weight: 1, start: 0, end: 1 });
    const layoutMask = { guides: [guide('depth')], noises: 1, noiseStrength: 0.5, clampRatio: 3, threshold: 0.1, smoothingCells: 0 };
    const method = {
      name: 'guided-optimisation',
      balance: 0.5,
      gradientSteps: 1,
      updateSteps: 2,
      learningRate: 0.05,
      guidanceImage: null,
      refinement: null,
      encodingRatio: 1,
      output: 'edit',
      layoutMask,
    } as const;
    const edit = await testEdit(
      size,
      { method, guides: [guide('canny')], area: { x: 0, y: 0, ...size, modelWidth: 64, modelHeight: 64 } },
      { changeMap: new Uint8Array(64 * 64).fill(255) },
    );
    const memory = new RunMemory();
    const run = () =>
      runEdit(edit.recipe, { ...edit.blobs, ...picture.blobs }, model, memory, { onEvent: () => undefined, isCancelled: () => false });
    const { result } = await run();
    expect(result.evaluations).toEqual({ done: 2 * 2 + 4 * 4, skipped: 0, reused: 0 });
    expect((await run()).result.evaluations).toEqual({ done: 0, skipped: 0, reused: 2 * 2 + 4 * 4 });
    await model.release();
  });
});
