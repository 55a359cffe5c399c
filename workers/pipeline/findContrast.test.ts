import { describe, expect, it, vi } from 'vitest';
import type { Contrast, ContrastFinding } from '../protocol/contrast';
import type { MethodSettings, Recipe } from '../protocol/recipe';
import { findContrast } from './findContrast';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { fakeModel } from './testing/fakeModel';
import { testEdit, type TestEdit } from './testing/testEdit';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

type AutomaticMap = Extract<MethodSettings, { name: 'automatic-map' }>;

const automatic = (change: Partial<AutomaticMap> = {}): AutomaticMap => ({
  name: 'automatic-map',
  referencePrompt: 'a red house',
  noises: 4,
  noiseStrength: 0.5,
  clampRatio: 3,
  threshold: 0.3,
  encodingRatio: 0.7,
  where: 'texts',
  ablation: 'none',
  ...change,
});

const question = (method: MethodSettings = automatic(), change: Partial<Recipe> = {}): Promise<TestEdit> =>
  testEdit(
    { width: 64, height: 48 },
    { area: { x: 0, y: 0, width: 64, height: 48, modelWidth: 64, modelHeight: 48 }, steps: 10, method, ...change },
  );

interface Asked {
  readonly finding: ContrastFinding;
  readonly told: readonly Contrast[];
  readonly calls: number;
}

/** Asks, and ends the question after that many noises. */
async function ask({ recipe, blobs }: TestEdit, memory = new RunMemory(), stopAfter = Number.POSITIVE_INFINITY): Promise<Asked> {
  const model = fakeModel();
  const told: Contrast[] = [];
  const finding = await findContrast(recipe, blobs, model, memory, {
    isCancelled: () => told.length >= stopAfter,
    onEvent: (event) => void (event.type === 'contrast' && told.push(event.contrast)),
  });
  return { finding, told, calls: model.calls.predictions };
}

describe('finding where two texts differ', () => {
  it('tells the mean after each noise, and costs two evaluations for each', async () => {
    const { finding, told, calls } = await ask(await question());
    expect(told.map(({ noises }) => noises)).toEqual(told.map((_, i) => i + 1));
    expect(told[0]?.movement).toBeNull();
    expect(told.slice(1).every(({ movement }) => movement !== null && movement >= 0)).toBe(true);
    expect(finding.evaluations).toEqual({ done: 2 * finding.noises, reused: 0 });
    expect(calls).toBe(2 * finding.noises);
    expect(finding).toMatchObject({ ...told.at(-1), area: { x: 0, y: 0, width: 64, height: 48 } });
    expect([finding.differences.length, finding.differences.every((value) => value >= 0)]).toEqual([finding.width * finding.height, true]);
  });

  it('ends by itself where more noises would hardly move it', async () => {
    const { finding } = await ask(await question(automatic({ noises: 64 })));
    expect([finding.steady, finding.noises < 64]).toEqual([true, true]);
  });

  it('asked for another thing of the same picture, costs half: the first text is known', async () => {
    const memory = new RunMemory();
    const first = await ask(await question(), memory);
    const second = await ask(await question(automatic(), { prompt: 'a boat on a lake' }), memory);
    const alone = await ask(await question(automatic(), { prompt: 'a boat on a lake' }));
    expect(second.finding.differences).toEqual(alone.finding.differences);
    expect(second.finding.evaluations.done / first.finding.evaluations.done).toBeLessThanOrEqual(0.55);
  });

  it('ended by hand answers with what is there; before the first noise it is cancelled', async () => {
    const { finding, told } = await ask(await question(), new RunMemory(), 1);
    expect([finding.noises, finding.steady]).toEqual([1, false]);
    expect(finding.differences).toEqual(told[0]?.differences);
    await expect(ask(await question(), new RunMemory(), 0)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('finds nothing between equal texts, and no other method asks', async () => {
    const { finding } = await ask(await question(automatic({ referencePrompt: 'a lake' }), { prompt: 'a lake' }));
    expect(finding.differences.every((value) => value === 0)).toBe(true);
    await expect(ask(await question({ name: 'image-to-image' }))).rejects.toMatchObject({ code: 'bad-recipe' });
  });

  it('compares as a run of the automatic map does', async () => {
    const memory = new RunMemory();
    const edit = await question(automatic({ noises: 2 }));
    await ask(edit, memory);
    const model = fakeModel();
    const { result } = await runEdit(edit.recipe, edit.blobs, model, memory, { isCancelled: () => false, onEvent: () => undefined });
    // The predictions under the first text are taken up; the others are made again.
    expect(result.evaluations.reused).toBe(2);
  });
});
