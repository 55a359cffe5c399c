import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readParity, type ParityCase } from '../../e2e/fixtures/packages/parityCase';
import { toTensor } from '../../e2e/fixtures/packages/parityTensor';
import { folderSource } from '../../e2e/node-runtime/folderSource';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { nodeRuntimeInstalled, root } from '../../e2e/node-runtime/nodeSession';
import { openPackage } from '../packages/openPackage';
import type { ModelPackage } from '../packages/modelPackage';
import type { Recipe } from '../protocol/recipe';
import type { Tensor } from '../protocol/tensor';
import type { LoadedModel } from '../runtime/loadedModel';
import { loadModel } from '../runtime/loadModel';
import { ModelSession } from '../runtime/modelSession';
import { SerialQueue } from '../runtime/serialQueue';
import { findContrast } from './findContrast';
import { runEdit, type EditRun } from './runEdit';
import { RunMemory } from './runMemory';
import { blobOf, testEdit, testPicture } from './testing/testEdit';

const packages = `${root}e2e/fixtures/packages`;

/** What each package can do: edit, with the ControlNets it names, or why it cannot. A folder that is not here fails. */
const expected: Readonly<Record<string, { readonly controlNets?: readonly string[]; readonly refused?: RegExp }>> = {
  tiny: {},
  lcm: {},
  'sd-turbo-ort': { refused: /picture encoder|vae_encoder/i },
  'sd-turbo-webnn': { refused: /picture encoder|vae_encoder/i },
  'sd15-control': { controlNets: ['canny', 'depth'] },
  'sd15-flat': {},
  'sd15-inpaint': {},
  'sd15-legacy': {},
  'sd15-optimum': {},
  'sd15-webnn-fixed': { refused: /picture encoder|vae_encoder/i },
  'sd21-v': {},
  'sdxl-base': {},
  'sdxl-control': { controlNets: ['depth'] },
  'sdxl-lightning': { refused: /picture encoder|vae_encoder/i },
  'sdxl-refiner': {},
  'sdxl-turbo': {},
};

const open = (name: string): Promise<ModelPackage> => openPackage(folderSource(join(packages, name)), name);
const quiet = { onEvent: () => undefined, isCancelled: () => false };

it('every fixture package is known here', () => {
  const folders = readdirSync(packages, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'bad-graphs');
  expect(folders.map((entry) => entry.name).sort()).toEqual(Object.keys(expected).sort());
});

describe.skipIf(!nodeRuntimeInstalled)('an edit with each fixture package', { timeout: 120_000 }, () => {
  it.each(Object.entries(expected).filter(([, { refused }]) => refused))('%s is refused in words', async (name, { refused }) => {
    await expect(open(name).then((files) => loadModel(createNodeRuntime(), files, () => undefined))).rejects.toMatchObject({
      name: 'Fault',
      message: expect.stringMatching(refused ?? /$^/) as string,
    });
  });

  it.each(Object.entries(expected).filter(([, { refused }]) => !refused))('%s', async (name, { controlNets = [] }) => {
    const model = await loadModel(createNodeRuntime(), await open(name), () => undefined);
    expect(model.summary.controlNets).toEqual(controlNets);
    await expectEdits(model, name, controlNets);
    await model.release();
  });
});

describe.skipIf(!nodeRuntimeInstalled)('LCM', { timeout: 120_000 }, () => {
  it('takes its guidance as a number, and says that the negative prompt has no part', async () => {
    const model = await loadModel(createNodeRuntime(), await open('lcm'), () => undefined);
    const plain = await edit(model, 'lcm', {});
    const negative = await edit(model, 'lcm', { negativePrompt: 'dark' });
    expect(negative.decoded).toEqual(plain.decoded);
    expect(plain.result.notes).toEqual([]);
    expect(negative.result.notes?.join()).toMatch(/negative prompt has no effect/);
    expect(difference(await edit(model, 'lcm', { guidance: 8 }), plain)).toBeGreaterThan(0);
    await model.release();
  });
});

describe.skipIf(!nodeRuntimeInstalled)('finding what to change with a package of few steps', { timeout: 120_000 }, () => {
  it.each([
    ['lcm', 4],
    ['sdxl-turbo', 2],
  ])('%s compares two sentences in %i steps, and edits where they differ', async (name, steps) => {
    const model = await loadModel(createNodeRuntime(), await open(name), () => undefined);
    expect(model.summary.fewStep).toBe(true);
    const size = { width: 64, height: 64 };
    const method = { name: 'automatic-map', referencePrompt: 'a red house', noises: 4, noiseStrength: 0.5, clampRatio: 3 } as const;
    const rest = { threshold: 0.3, encodingRatio: 1, where: 'texts', ablation: 'none' } as const;
    const { recipe, blobs } = await testEdit(size, { package: { id: name, sha256: null }, steps, method: { ...method, ...rest } });
    const { differences, noises, evaluations } = await findContrast(recipe, blobs, model, new RunMemory(), quiet);
    expect([noises <= 4, evaluations.done]).toEqual([true, 2 * noises]);
    expect(Math.max(...differences)).toBeGreaterThan(1.2 * (differences.reduce((sum, value) => sum + value, 0) / differences.length));
    const { result } = await runEdit(recipe, blobs, model, new RunMemory(), quiet);
    // Encoding and decoding go through all the steps, whatever the few-step schedule does.
    expect(result.evaluations.done).toBe(2 * 4 + 2 * steps);
    await expect(findContrast({ ...recipe, steps: 1 }, blobs, model, new RunMemory(), quiet)).rejects.toMatchObject({
      code: 'no-step-left',
      hint: expect.stringContaining('noise strength') as string,
    });
    await model.release();
  });
});

describe.skipIf(!nodeRuntimeInstalled)('an edit where the package alone has no picture encoder', { timeout: 120_000 }, () => {
  it.each([
    ['sd15-webnn-fixed', 'sd15-optimum', true],
    ['sd-turbo-webnn', 'sd21-v', true],
    ['sd-turbo-ort', 'sd21-v', false],
    ['sdxl-lightning', 'sdxl-base', false],
  ])('%s runs with that of %s', async (name, lender, onlyNativeSize) => {
    const borrowing = await openPackage(folderSource(join(packages, name)), name, {
      lenders: [{ source: folderSource(join(packages, lender)), parts: ['vae_encoder'] }],
    });
    const model = await loadModel(createNodeRuntime(), borrowing, () => undefined);
    expect(model.summary.onlyNativeSize).toBe(onlyNativeSize);
    await expectEdits(model, name, []);
    await model.release();
  });
});

describe.skipIf(!nodeRuntimeInstalled)('an edit in each precision of the flat package', { timeout: 120_000 }, () => {
  it.each(['', '_fp16', '_q4', '_q4f16', '_int8'])('“%s”', async (suffix) => {
    const source = folderSource(join(packages, 'sd15-flat'));
    const paths = (await source.list()) ?? [];
    // Of each part the file of this precision, or the plain one where there is none.
    const kept = paths.filter((path) => {
      const stem = /^onnx\/(.*_model)(_[a-z0-9]+)?\.onnx$/.exec(path);
      if (!stem) return path !== 'files.json';
      return (stem[2] ?? '') === (paths.includes(`onnx/${stem[1]}${suffix}.onnx`) ? suffix : '');
    });
    expect(kept.filter((path) => path.endsWith(`_model${suffix}.onnx`)).length).toBeGreaterThan(0);
    const model = await loadModel(
      createNodeRuntime(),
      await openPackage({ ...source, list: () => Promise.resolve(kept) }, 'sd15-flat'),
      () => undefined,
    );
    await expectEdits(model, 'sd15-flat', []);
    await model.release();
  });
});

describe.skipIf(!nodeRuntimeInstalled)('each network of each fixture package computes what PyTorch computed', { timeout: 120_000 }, () => {
  it.each(Object.keys(expected).filter((name) => name !== 'tiny'))('%s', async (name) => {
    const cases = await readParity(join(packages, name));
    const modelPackage = await open(name).catch(() => null);
    // Packages that are refused are compared file by file in the test beside them.
    if (!modelPackage) return expect(expected[name]?.refused).toBeDefined();
    for (const part of modelPackage.parts) {
      const own = cases.filter((one) => one.part === part);
      expect(own.length, part).toBeGreaterThan(0);
      const session = await ModelSession.open(createNodeRuntime(), new SerialQueue(), part, await modelPackage.readPart(part));
      const results = await Promise.all(own.map((one) => furthest(session, one)));
      // A part in several precisions has a case for each: the one that was read must agree with its own.
      expect(results.some(Boolean), `${part} of ${name}`).toBe(true);
      await session.release();
    }
  });
});

/** An edit runs; prompt, seed and each guide have a part in its result; the same recipe gives the same. */
async function expectEdits(model: LoadedModel, name: string, controlNets: readonly string[]): Promise<void> {
  const plain = await edit(model, name, {});
  expect(plain.result.evaluations.done).toBeGreaterThan(0);
  expect(spread(plain.decoded)).toBeGreaterThan(1);
  const again = await edit(model, name, {});
  if (!model.drawsPosterior) expect(again.decoded).toEqual(plain.decoded);
  expect(difference(await edit(model, name, { seed: 8 }), plain)).toBeGreaterThan(0);
  expect(difference(await edit(model, name, { prompt: 'snow (falling:1.4) on a forest' }), plain)).toBeGreaterThan(0);
  for (const controlNet of controlNets) expect(difference(await edit(model, name, {}, [controlNet]), plain)).toBeGreaterThan(0.1);
  if (controlNets.length > 1)
    expect(difference(await edit(model, name, {}, controlNets), await edit(model, name, {}, controlNets.slice(1)))).toBeGreaterThan(0.1);
  if (controlNets.length === 0)
    await expect(edit(model, name, {}, ['canny'])).rejects.toMatchObject({
      code: 'package-unsupported',
      message: expect.stringContaining('without inputs for guides') as string,
    });
}

async function edit(model: LoadedModel, name: string, change: Partial<Recipe>, controlNets: readonly string[] = []): Promise<EditRun> {
  // A package without configurations is taken to be of 512², which would only take longer here.
  const { nativeSize, onlyNativeSize } = model.summary;
  const native = onlyNativeSize ? nativeSize : { width: Math.min(nativeSize.width, 128), height: Math.min(nativeSize.height, 128) };
  const guide = await blobOf(
    'rgba',
    native,
    testPicture(native).map((value, i) => (i % 4 === 3 ? 255 : 255 - value)),
  );
  const { recipe, blobs } = await testEdit(native, {
    package: { id: name, sha256: null },
    area: { x: 0, y: 0, ...native, modelWidth: native.width, modelHeight: native.height },
    guides: controlNets.map((controlNet) => ({ controlNet, picture: guide.ref, weight: 1, start: 0, end: 1 })),
    ...change,
  });
  return runEdit(recipe, { ...blobs, ...guide.blobs }, model, new RunMemory(), quiet);
}

function difference(a: EditRun, b: EditRun): number {
  return a.decoded.reduce((sum, value, i) => sum + Math.abs(value - (b.decoded[i] as number)), 0) / a.decoded.length;
}

function spread(values: Uint8Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0) - values.reduce((least, value) => Math.min(least, value), 255);
}

/** Whether a network, fed as the studio feeds it, answers as is stored. */
async function furthest(session: ModelSession, { inputs, expected: outputs, tolerance, drawnDeviation }: ParityCase): Promise<boolean> {
  const feeds = new Map(session.inputs.map((spec) => [spec, toTensor(spec.type, inputs[spec.name] ?? { shape: [], values: [] })]));
  const names = Object.keys(outputs);
  const answers: readonly Tensor[] = await session.runAll(
    feeds,
    names.map((one) => session.output(one)),
    true,
  );
  return names.every((one, i) => {
    const { shape, deviation, stride, values } = outputs[one]!;
    const answer = answers[i]!;
    expect(answer.shape).toEqual(shape);
    const most = Math.max(...values.map((value, at) => Math.abs((answer.data[at * stride] ?? NaN) - value))) / Math.max(1, deviation);
    return most < (drawnDeviation === undefined ? tolerance : 6 * drawnDeviation);
  });
}
