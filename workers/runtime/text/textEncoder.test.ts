import { expect, it } from 'vitest';
import { Tensor as OrtTensor } from 'onnxruntime-common';
import { ModelSession } from '../modelSession';
import { SerialQueue } from '../serialQueue';
import { fakeRuntime, fakeSession } from '../testing/fakeSession';
import { TextEncoder } from './textEncoder';
import type { TokenWindow } from '../../packages/tokeniser';

/** Three ids a window; the embedding of an id is [id, 1]. One window for every two letters; capitals weigh 3. */
async function open() {
  const fake = fakeSession({
    inputs: { input_ids: ['int32', ['batch', 3]] },
    outputs: { last_hidden_state: ['float32', ['batch', 3, 2]], text_embeds: ['float32', ['batch', 2]] },
    answer: (feeds) => {
      const ids = Array.from(feeds['input_ids']?.data as Int32Array);
      return {
        last_hidden_state: new OrtTensor(
          'float32',
          ids.flatMap((id) => [id, 1]),
          [1, 3, 2],
        ),
        text_embeds: new OrtTensor('float32', [ids[1] ?? 0, 7], [1, 2]),
      };
    },
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
  return {
    fake,
    encoder: new TextEncoder(session, { windows }, { hidden: session.output('last_hidden_state'), pooled: session.output('text_embeds') }),
  };
}

const firsts = (values: Iterable<number> = []): number[] => [...values].filter((_, i) => i % 2 === 0);

it('fills a text up with windows of the empty text', async () => {
  const { encoder } = await open();
  expect(encoder.windowCount('abc')).toBe(2);
  const long = await encoder.encode('abc', 2);
  const short = await encoder.encode('', 2);
  expect(long.hidden.shape).toEqual([1, 6, 2]);
  expect(firsts(long.hidden.data)).toEqual([1, 97, 98, 1, 99, 2]);
  expect(firsts(short.hidden.data)).toEqual([1, 2, 2, 1, 2, 2]);
});

it('takes the pooled embedding of the first window, untouched by weights', async () => {
  const { encoder } = await open();
  expect([...((await encoder.encode('Abc', 3)).pooled?.data ?? [])]).toEqual([97, 7]);
});

it('encodes every window once', async () => {
  const { fake, encoder } = await open();
  await encoder.encode('ab', 2);
  await encoder.encode('', 1);
  await encoder.encode('abab', 2);
  expect(fake.runs).toHaveLength(2);
});

it('weighs tokens and keeps the mean', async () => {
  const { fake, encoder } = await open();
  const plain = (await encoder.encode('ab', 1)).hidden.data;
  const weighted = (await encoder.encode('aB', 1)).hidden.data;
  expect(fake.runs).toHaveLength(1);
  const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
  expect(sum(weighted)).toBeCloseTo(sum(plain), 3);
  expect(weighted[4]! / weighted[2]! / (plain[4]! / plain[2]!)).toBeCloseTo(3, 5);
  expect(weighted[5]! / weighted[3]! / (plain[5]! / plain[3]!)).toBeCloseTo(3, 5);
});
