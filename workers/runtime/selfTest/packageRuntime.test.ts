import { Tensor, type InferenceSession } from 'onnxruntime-common';
import { expect, it } from 'vitest';
import type { ModelPackage, PartName } from '../../packages/modelPackage';
import type { EngineEvent } from '../../protocol/engine';
import type { Runtime } from '../runtime';
import { fakeSession, ramp } from '../testing/fakeSession';
import { PackageRuntime } from './packageRuntime';
import { isVerdict } from './verdict';

const model = { graph: new Uint8Array(), external: [] };
const everything = Number.POSITIVE_INFINITY;

function gpu(log: string[], halfPrecision = true): Runtime {
  const on = (provider: 'webgpu' | 'wasm'): Runtime => ({
    provider,
    failure: () => null,
    createSession: () => {
      log.push(`open ${provider}`);
      const session = fakeSession({ inputs: { x: ['float32', [2]] }, outputs: { y: ['float32', [2]] }, answer: () => ({ y: ramp([2]) }) });
      return Promise.resolve({
        ...session,
        run: session.run,
        release: () => Promise.resolve(void log.push(`release ${provider}`)),
      } as InferenceSession);
    },
  });
  return { ...on('webgpu'), processor: on('wasm'), halfPrecision };
}

function packageOf(change: Partial<ModelPackage> = {}): ModelPackage {
  return { parts: ['unet', 'text_encoder'], sizeBytes: () => 100, readPart: () => Promise.resolve(model), ...change } as ModelPackage;
}

const feed = () => ({ x: new Tensor('float32', Float32Array.of(1, 2), [2]) });

it('says before loading that a network wants half precision which the adapter lacks, and puts that one on the processor', async () => {
  const log: string[] = [];
  const halved = packageOf({ needsHalfPrecision: (part: PartName) => part === 'text_encoder' });
  const runtime = new PackageRuntime(gpu(log, false), halved, { verdict: null, budgetBytes: everything });
  const told: EngineEvent[] = [];
  runtime.listen((event) => told.push(event));
  const text = runtime.forPart('text_encoder', halved);
  expect(told).toMatchObject([
    {
      phase: 'checking',
      part: expect.stringMatching(/half precision, which this graphics adapter cannot, so it now runs on the processor\./) as string,
    },
  ]);
  expect(log).toEqual([]);
  await text.createSession(model);
  await runtime.forPart('unet', packageOf()).createSession(model);
  expect(log).toEqual(['open wasm', 'open webgpu']);
  expect(runtime.provider).toBe('webgpu');
  expect(runtime.reports.map(({ part, provider }) => [part, provider])).toEqual([
    ['text encoder', 'wasm'],
    ['UNet', 'webgpu'],
  ]);
  expect(runtime.takeNotes()).toHaveLength(1);
  expect(runtime.untoldNotes).toEqual([]);
});

it('puts a network on the processor whose operators the graphics card was found to compute wrongly, and says which', async () => {
  const log: string[] = [];
  const wrong = packageOf({ wrongHere: (part: PartName) => (part === 'unet' ? 'products with weights in 8 bits' : null) });
  const runtime = new PackageRuntime(gpu(log), wrong, { verdict: null, budgetBytes: everything });
  await runtime.forPart('unet', wrong).createSession(model);
  await runtime.forPart('text_encoder', wrong).createSession(model);
  expect(log).toEqual(['open wasm', 'open webgpu']);
  expect(runtime.reports[0]?.verdict).toBe(
    'The graphics card computes products with weights in 8 bits wrongly, so it now runs on the processor.',
  );
});

it('evaluates guidance in two passes where networks must make room for one another', () => {
  const pairsApart = (budgetBytes: number) => new PackageRuntime(gpu([]), packageOf(), { verdict: null, budgetBytes }).pairsApart;
  expect([pairsApart(everything), pairsApart(150)]).toEqual([false, true]);
});

it('begins where an earlier trial ended, and needs no new one', async () => {
  const log: string[] = [];
  const halved = packageOf({ needsHalfPrecision: () => true });
  const first = new PackageRuntime(gpu(log, false), halved, { verdict: null, budgetBytes: everything });
  first.forPart('unet', halved);
  expect(first.untried).toBe(true);
  const next = new PackageRuntime(gpu(log), packageOf(), { verdict: first.verdict, budgetBytes: everything });
  expect(next.untried).toBe(false);
  await next.forPart('unet', packageOf()).createSession(model);
  expect(log).toEqual(['open wasm']);
  expect(next.reports).toEqual(first.reports);
  // The processor itself has nothing to be compared with.
  const { processor } = gpu(log);
  expect(new PackageRuntime(processor!, packageOf(), { verdict: null, budgetBytes: everything }).untried).toBe(false);
});

it('knows a verdict that was kept from what was kept in another form', () => {
  const halved = packageOf({ needsHalfPrecision: () => true });
  const runtime = new PackageRuntime(gpu([], false), halved, { verdict: null, budgetBytes: everything });
  runtime.forPart('unet', halved);
  expect(isVerdict(structuredClone(runtime.verdict))).toBe(true);
  expect(
    [null, [], { unet: { rung: 'wasm', sentence: 'The UNet runs on the processor.' } }, { unet: { rung: 'moon' } }].some(isVerdict),
  ).toBe(false);
});

it('gives the text encoder’s memory back before the UNet where there is too little for both, and opens it again on demand', async () => {
  const log: string[] = [];
  const runtime = new PackageRuntime(gpu(log), packageOf(), { verdict: null, budgetBytes: 150 });
  const told: (string | null)[] = [];
  runtime.listen((event) => told.push(event.type === 'phase' ? `${event.phase} ${event.part}` : null));
  const unet = await runtime.forPart('unet', packageOf()).createSession(model);
  const text = await runtime.forPart('text_encoder', packageOf()).createSession(model);
  await text.run(feed(), ['y']);
  await unet.run(feed(), ['y']);
  await unet.run(feed(), ['y']);
  await text.run(feed(), ['y']);
  expect(log).toEqual(['open webgpu', 'open webgpu', 'release webgpu', 'open webgpu']);
  expect(told).toEqual(['preparing text encoder']);
});
