import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderSource } from '../../e2e/node-runtime/folderSource';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled, root } from '../../e2e/node-runtime/nodeSession';
import { openPackage } from '../packages/openPackage';
import type { EngineEvent } from '../protocol/engine';
import type { Recipe } from '../protocol/recipe';
import { wholeCost } from '../protocol/runCost';
import type { LoadedModel } from '../runtime/loadedModel';
import { loadModel } from '../runtime/loadModel';
import { refiningParts } from './refining';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { testEdit } from './testing/testEdit';

const open = (name: string) => openPackage(folderSource(join(root, 'e2e/fixtures/packages', name)), name);
const side = { width: 64, height: 64 };

describe.skipIf(!nodeRuntimeInstalled)('SDXL’s refiner as the last stage of an edit', { timeout: 120_000 }, () => {
  let base: LoadedModel;
  let refiner: LoadedModel;

  beforeAll(async () => {
    base = await loadModel(createNodeRuntime(), await open('sdxl-base'), () => undefined);
    refiner = await loadModel(createNodeRuntime(), refiningParts(await open('sdxl-refiner')), () => undefined, true);
  });
  afterAll(async () => {
    await base.release();
    await refiner.release();
  });

  const from = (share: number) => ({ refiner: { package: { id: 'sdxl-refiner', sha256: null }, from: share } });

  async function edit(change: Partial<Recipe>, second: LoadedModel | null = refiner, memory = new RunMemory()) {
    const stages: (string | null)[] = [];
    const onEvent = (event: EngineEvent): void => {
      if (event.type === 'step') stages.push(event.stage);
    };
    const { recipe, blobs } = await testEdit(side, { package: { id: 'sdxl-base', sha256: null }, steps: 10, ...change });
    const { result, decoded } = await runEdit(recipe, blobs, base, memory, { onEvent, isCancelled: () => false, refiner: second });
    return { result, decoded, refined: stages.filter((stage) => stage === 'refining').length };
  }

  it('takes over where it was said, without an evaluation more, and its part is told', async () => {
    expect(base.summary.takesRefiner).toBe(true);
    const plain = await edit({}, null);
    const refined = await edit(from(0.8));
    // Of the timesteps 901, 801 … 1, two are below 200.
    expect([plain.refined, refined.refined, (await edit(from(0.5))).refined]).toEqual([0, 2, 5]);
    const { method, steps, strength } = refined.result.recipe;
    const { done, skipped, reused } = refined.result.evaluations;
    expect(done + skipped + reused).toBe(wholeCost({ method, steps, strength, scheduler: 'EulerDiscreteScheduler', fewStep: false }));
    expect(refined.decoded).not.toEqual(plain.decoded);
    expect((await edit(from(0.8))).decoded).toEqual(refined.decoded);
  });

  it('nothing of a run is taken up under another refiner’s part', async () => {
    const memory = new RunMemory();
    await edit({}, null, memory);
    expect((await edit(from(0.8), refiner, memory)).result.evaluations.reused).toBe(0);
    expect((await edit(from(0.8), refiner, memory)).result.evaluations.done).toBe(0);
    expect((await edit(from(0.5), refiner, memory)).result.evaluations.reused).toBe(0);
  });

  it('has no part in methods with levels of their own', async () => {
    const method = { name: 'automatic-map', where: 'change-map', referencePrompt: null, noises: 1, noiseStrength: 0.5 } as const;
    const knobs = { clampRatio: 3, threshold: 0.5, encodingRatio: 0.5, ablation: 'none' } as const;
    expect((await edit({ ...from(0.8), method: { ...method, ...knobs } }, null)).refined).toBe(0);
  });

  it('says where it is not kept, and where it is no refiner', async () => {
    await expect(edit(from(0.8), null)).rejects.toMatchObject({
      code: 'bad-recipe',
      message: expect.stringContaining('not kept') as string,
    });
    await expect(edit(from(0.8), base)).rejects.toMatchObject({
      code: 'package-unsupported',
      message: expect.stringContaining('no SDXL refiner') as string,
    });
  });
});
