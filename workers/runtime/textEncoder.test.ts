import { expect, it } from 'vitest';
import { Tensor as OrtTensor } from 'onnxruntime-common';
import { ModelSession } from './modelSession';
import { SerialQueue } from './serialQueue';
import { fakeRuntime, fakeSession } from './testing/fakeSession';
import { TextEncoder } from './textEncoder';
import type { TokenWindow } from './tokeniser';

/** Three ids a window; the embedding of an id is [id, 1]. One window for every two letters; capitals weigh 3. */
async function open() {
  const fake = fakeSession({
    inputs: { input_ids: ['int32', ['batch', 3]] },
    outputs: { last_hidden_state: ['float32', ['batch', 3, 2]] },
    answer: (feeds) => ({ last_hidden_state: new OrtTensor('float32', Array.from(feeds['input_ids']?.data as Int32Array).flatMap((id) => [id, 1]), [1, 3, 2]) }),
  });
  const session = await ModelSession.open(fakeRuntime(fake), new SerialQueue(), 'text encoder', { graph: new Uint8Array(), external: [] });
  const windows = (text: string): TokenWindow[] => {
    const ids = [...text].map((letter) => letter.toLowerCase().charCodeAt(0));
    const weights = [...text].map((letter) => (letter === letter.toLowerCase() ? 1 : 3));
    return Array.from({ length: Math.max(1, Math.ceil(ids.length / 2)) }, (_, i) => ({
      ids: [1, ids[2 * i] ?? 2, ids[2 * i + 1] ?? 2],
      weights: [1, weights[2 * i] ?? 1, weights[2 * i + 1] ?? 1],
    }));
  };
  return { fake, encoder: new TextEncoder(session, { windows }) };
}

it('gives all texts one length, the shorter filled up with the empty text', async () => {
  const { encoder } = await open();
  const [long, short] = await encoder.encode(['abc', '']);
  expect(long?.shape).toEqual([1, 6, 2]);
  expect([...(long?.data ?? [])].filter((_, i) => i % 2 === 0)).toEqual([1, 97, 98, 1, 99, 2]);
  expect([...(short?.data ?? [])].filter((_, i) => i % 2 === 0)).toEqual([1, 2, 2, 1, 2, 2]);
});

it('encodes every window once', async () => {
  const { fake, encoder } = await open();
  await encoder.encode(['ab', '']);
  await encoder.encode(['ab', '']);
  await encoder.encode(['abab', 'ab']);
  expect(fake.runs).toHaveLength(2);
});

it('weighs tokens and keeps the mean', async () => {
  const { fake, encoder } = await open();
  const [plain] = await encoder.encode(['ab']);
  const [weighted] = await encoder.encode(['aB']);
  expect(fake.runs).toHaveLength(1);
  const sum = (values: Iterable<number> = []): number => [...values].reduce((a, b) => a + b, 0);
  expect(sum(weighted?.data)).toBeCloseTo(sum(plain?.data), 3);
  const [before, after] = [plain?.data ?? [], weighted?.data ?? []];
  expect((after[4]! / after[2]!) / (before[4]! / before[2]!)).toBeCloseTo(3, 5);
  expect((after[5]! / after[3]!) / (before[5]! / before[3]!)).toBeCloseTo(3, 5);
});
