import { Tensor } from 'onnxruntime-common';
import { describe, expect, it } from 'vitest';
import { Fault } from '../protocol/faults';
import { ModelSession } from './modelSession';
import { SerialQueue } from './serialQueue';
import { fakeRuntime, fakeSession, ramp, type FakeNetwork } from './testing/fakeSession';
import type { Runtime } from './runtime';

const model = { graph: new Uint8Array(), external: [] };
const network = (type: Tensor.Type, answer: FakeNetwork['answer'] = () => ({ out: ramp([4]) })): FakeNetwork => ({
  inputs: { in: [type, ['n']] },
  outputs: { out: ['float32', ['n']] },
  answer,
});
const open = async (session: ReturnType<typeof fakeSession>, runtime: Runtime = fakeRuntime(session)) =>
  ModelSession.open(runtime, new SerialQueue(), 'UNet', model);

describe('ModelSession', () => {
  it.each(['float32', 'float16', 'float64', 'int32', 'int64'] as const)('feeds %s where the file asks for it', async (type) => {
    const fake = fakeSession(network(type));
    const session = await open(fake);
    await session.run(new Map([[session.input('in'), { values: [1, 2, 749], shape: [3] }]]), session.output('out'));
    expect(fake.runs[0]?.['in']).toMatchObject({ type, dims: [3] });
    const bits = [0x3c00, 0x4000, 0x61da];
    const half = type === 'float16' && !('Float16Array' in globalThis);
    expect(fake.runs[0]?.['in']?.values).toEqual(half ? bits : [1, 2, 749]);
  });

  it('reads half-precision outputs, however the platform hands them over', async () => {
    const session = await open(
      fakeSession({ ...network('float32'), answer: () => ({ out: new Tensor('float16', Uint16Array.of(0x3c00, 0xc000), [2]) }) }),
    );
    const out = await session.run(new Map([[session.input('in'), { values: [1], shape: [1] }]]), session.output('out'));
    expect([...out.data]).toEqual([1, -2]);
  });

  it('disposes of every tensor, after a failing run too', async () => {
    const good = fakeSession(network('float32'));
    const session = await open(good);
    await session.run(new Map([[session.input('in'), { values: [1], shape: [1] }]]), session.output('out'));
    expect(good.disposed()).toBe(2);
    const bad = fakeSession(
      network('float32', () => {
        throw new Error('kernel');
      }),
    );
    const failing = await open(bad);
    await expect(failing.run(new Map([[failing.input('in'), { values: [1], shape: [1] }]]), failing.output('out'))).rejects.toMatchObject({
      code: 'unexpected',
    });
    expect(bad.disposed()).toBe(1);
  });

  it('feeds the strengths of LoRAs by itself, none where none is set, and keeps them from whoever runs the network', async () => {
    const strength = ['float32', [1]] as const;
    const inputs = { ...network('float32').inputs, lora_strength_1: strength, lora_strength_0: strength };
    const fake = fakeSession({ ...network('float32'), inputs });
    const session = await open(fake);
    expect(session.inputs.map(({ name }) => name)).toEqual(['in']);
    const run = () => session.run(new Map([[session.input('in'), { values: [1], shape: [1] }]]), session.output('out'));
    await run();
    session.setStrengths([0.5, -2]);
    await run();
    const fed = (name: string) => fake.runs.map((feeds) => feeds[name]?.values);
    expect([fed('lora_strength_0'), fed('lora_strength_1')]).toEqual([
      [[0], [0.5]],
      [[0], [-2]],
    ]);
    expect(session.strengthName).toBe('0.5 -2');
  });

  it('names what a file has where it lacks an input', async () => {
    const session = await open(fakeSession(network('float32')));
    expect(() => session.input('sample')).toThrow(/UNet has no input “sample” \(it has: in\)/);
  });

  it('refuses an input of a type that it cannot give', async () => {
    const session = await open(fakeSession(network('uint8')));
    await expect(session.run(new Map([[session.input('in'), { values: [1], shape: [1] }]]), session.output('out'))).rejects.toMatchObject({
      code: 'package-unsupported',
    });
  });

  it('says what a refused file is', async () => {
    await expect(open(fakeSession(network('float32')), fakeRuntime())).rejects.toMatchObject({
      code: 'package-unsupported',
      message: 'The UNet could not be loaded: no more sessions.',
    });
  });

  it.each([new RangeError('Array buffer allocation failed'), new Error('std::bad_alloc')])('calls %s what it is', async (thrown) => {
    const runtime: Runtime = { ...fakeRuntime(), createSession: () => Promise.reject(thrown) };
    await expect(open(fakeSession(network('float32')), runtime)).rejects.toMatchObject({ code: 'out-of-memory' });
  });

  it('reports a lost device before anything that ORT makes of it, even zeros', async () => {
    let failure: Fault | null = null;
    const fake = fakeSession(network('float32'));
    const session = await open(fake, { ...fakeRuntime(fake), failure: () => failure });
    failure = new Fault('device-lost', 'gone');
    await expect(session.run(new Map([[session.input('in'), { values: [1], shape: [1] }]]), session.output('out'))).rejects.toMatchObject({
      code: 'device-lost',
    });
  });

  it('refuses outputs that are not finite', async () => {
    const session = await open(fakeSession(network('float32', () => ({ out: new Tensor('float32', [1, NaN], [2]) }))));
    await expect(session.run(new Map([[session.input('in'), { values: [1], shape: [1] }]]), session.output('out'))).rejects.toMatchObject({
      code: 'not-finite',
    });
  });
});
