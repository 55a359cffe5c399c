import { Tensor, type InferenceSession } from 'onnxruntime-common';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../protocol/faults';
import type { Runtime } from '../runtime';
import { fakeSession } from '../testing/fakeSession';
import { PartLadder } from './partLadder';
import { retreatSentence } from './retreat';
import { rungsOf } from './rungs';

const model = { graph: new Uint8Array(), external: [] };

/** What a fake network makes of its input, or why it cannot be made. */
type Way = ((value: number, index: number) => number) | Error;

function network(way: Exclude<Way, Error>, type: 'float32' | 'float16' = 'float32'): InferenceSession {
  return fakeSession({
    inputs: { sample: [type, [4]] },
    outputs: { out: ['float32', [4]] },
    answer: ({ sample }) => ({ out: new Tensor('float32', Float32Array.from(Array.from(sample!.data as ArrayLike<number>), way), [4]) }),
  });
}

function runtime(
  provider: 'webgpu' | 'wasm',
  ways: readonly Way[],
  processor?: Runtime,
  failure: () => Fault | null = () => null,
  types: readonly ('float32' | 'float16')[] = [],
) {
  const opened: InferenceSession[] = [];
  let released = 0;
  const made: Runtime & { opened: InferenceSession[]; released: () => number } = {
    provider,
    opened,
    released: () => released,
    failure,
    createSession: () => {
      const way = ways[Math.min(opened.length, ways.length - 1)]!;
      if (way instanceof Error) return Promise.reject(way);
      const session = network(way, types[opened.length]);
      opened.push(session);
      return Promise.resolve({ ...session, run: session.run, release: () => Promise.resolve(void (released += 1)) } as InferenceSession);
    },
    ...(processor && { processor }),
  };
  return made;
}

function ladderOn(base: Runtime, twin = false) {
  const told: string[] = [];
  const read: boolean[] = [];
  const ladder = new PartLadder('vae_decoder', rungsOf(base, { hasSinglePrecision: () => twin }, 'vae_decoder'), 0, {
    read: (single) => {
      read.push(single);
      return Promise.resolve(model);
    },
    beforeUse: () => Promise.resolve(),
    onRetreat: (retreat) => told.push(retreatSentence(retreat)),
  });
  return { ladder, told, read };
}

const run = async (session: InferenceSession): Promise<number[]> => {
  const outputs = await session.run({ sample: new Tensor('float32', Float32Array.of(1, 2, 3, 4), [4]) }, ['out']);
  return Array.from(outputs['out']!.data as Float32Array);
};
const right = (value: number): number => value * 2;
const broken: Record<string, Way> = {
  'values that are not numbers': () => Number.NaN,
  'infinite values': () => Number.POSITIVE_INFINITY,
  'the same value everywhere': () => 5,
};

describe('PartLadder', () => {
  it.each(Object.entries(broken))('leads from %s to the processor, and the run goes on', async (what, way) => {
    const gpu = runtime('webgpu', [way], runtime('wasm', [right]));
    const { ladder, told } = ladderOn(gpu);
    const session = await ladder.runtime.createSession(model);
    expect(await run(session)).toEqual([2, 4, 6, 8]);
    expect(told).toEqual([`The picture decoder gave ${what}, so it now runs on the processor.`]);
    expect(ladder.report).toEqual({ part: 'picture decoder', provider: 'wasm', verdict: told[0] });
    expect(gpu.released()).toBe(1);
    // For good: the next run begins where this one ended.
    expect(await run(session)).toEqual([2, 4, 6, 8]);
    expect(told).toHaveLength(1);
  });

  it('tries the single-precision twin before the processor', async () => {
    const gpu = runtime('webgpu', [() => Number.NaN, right], runtime('wasm', [right]));
    const { ladder, told, read } = ladderOn(gpu, true);
    expect(await run(await ladder.runtime.createSession(model))).toEqual([2, 4, 6, 8]);
    expect(told).toEqual([
      'The picture decoder gave values that are not numbers, so it now runs in single precision on the graphics card.',
    ]);
    expect(read).toEqual([true]);
    expect(ladder.rung.name).toBe('webgpu-fp32');
  });

  it('feeds the twin in the types that it asks for, and disposes of what it made', async () => {
    const half = runtime('webgpu', [() => Number.NaN, right], undefined, undefined, ['float32', 'float16']);
    const { ladder } = ladderOn(half, true);
    await run(await ladder.runtime.createSession(model));
    const fed = half.opened[1] as ReturnType<typeof fakeSession>;
    expect(fed.runs[0]?.['sample']?.type).toBe('float16');
    expect(fed.met() - fed.disposed()).toBe(1);
  });

  it('refuses with both reasons where the processor fails as well', async () => {
    const { ladder } = ladderOn(runtime('webgpu', [() => Number.NaN], runtime('wasm', [() => 7])));
    const session = await ladder.runtime.createSession(model);
    await expect(run(session)).rejects.toMatchObject({
      code: 'not-finite',
      message: expect.stringMatching(/not numbers.*processor.*fails as well.*same value everywhere/) as string,
    });
  });

  it('leads a network that the graphics card does not take to the processor', async () => {
    const { ladder, told } = ladderOn(runtime('webgpu', [new Error('shader-f16 is not supported')], runtime('wasm', [right])));
    expect(await run(await ladder.runtime.createSession(model))).toEqual([2, 4, 6, 8]);
    expect(told[0]).toMatch(/could not be loaded: shader-f16.*so it now runs on the processor/);
  });

  it('finds far-off answers in the trial, and tells how near right ones are', async () => {
    const wrong = ladderOn(runtime('webgpu', [(value) => 9 - value], runtime('wasm', [right])));
    wrong.ladder.beginTrial();
    expect(await run(await wrong.ladder.runtime.createSession(model))).toEqual([2, 4, 6, 8]);
    expect(wrong.told[0]).toMatch(
      /computes something else on the graphics card than on the processor \(\d+ % apart\), so it now runs on the processor\./,
    );

    const processor = runtime('wasm', [right]);
    const near = ladderOn(runtime('webgpu', [(value) => value * 2.001], processor));
    near.ladder.beginTrial();
    await run(await near.ladder.runtime.createSession(model));
    await near.ladder.endTrial();
    expect(near.told).toEqual([]);
    expect(near.ladder.report.verdict).toMatch(/agree with the processor’s \(0\.\d+ % apart\)/);
    // The copy made for comparing is not kept.
    expect(processor.released()).toBe(1);
  });

  it('passes a lost device and a full memory on: no rung helps against them', async () => {
    const lost = new Fault('device-lost', 'gone');
    const gone = ladderOn(runtime('webgpu', [right], runtime('wasm', [right]), () => lost));
    await expect(gone.ladder.runtime.createSession(model).then(run)).rejects.toBe(lost);
    const full = ladderOn(runtime('webgpu', [new RangeError('Array buffer allocation failed')], runtime('wasm', [right])));
    await expect(full.ladder.runtime.createSession(model)).rejects.toMatchObject({ code: 'out-of-memory' });
    expect([...gone.told, ...full.told]).toEqual([]);
  });

  it('rests and comes back with the next run; every output of a refused answer is disposed of', async () => {
    const gpu = runtime('webgpu', [right]);
    const { ladder, read } = ladderOn(gpu);
    const session = await ladder.runtime.createSession(model);
    await ladder.rest();
    expect(gpu.released()).toBe(1);
    expect(await run(session)).toEqual([2, 4, 6, 8]);
    expect([gpu.opened.length, read]).toEqual([2, [false]]);

    const bad = runtime('webgpu', [() => Number.NaN], runtime('wasm', [right]));
    const input = new Tensor('float32', Float32Array.of(1, 2, 3, 4), [4]);
    await (await ladderOn(bad).ladder.runtime.createSession(model)).run({ sample: input }, ['out']);
    const seen = bad.opened[0] as ReturnType<typeof fakeSession>;
    expect(seen.met() - seen.disposed()).toBe(1);
  });
});
