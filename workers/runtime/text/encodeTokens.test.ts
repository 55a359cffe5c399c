import { describe, expect, it } from 'vitest';
import { encodeTokens } from './encodeTokens';
import { ModelSession } from '../modelSession';
import { SerialQueue } from '../serialQueue';
import { fakeRuntime, fakeSession, ramp } from '../testing/fakeSession';

async function open(type: 'int32' | 'int64', shape: readonly (number | string)[], outBatch = 1) {
  const fake = fakeSession({
    inputs: { input_ids: [type, shape] },
    outputs: { last_hidden_state: ['float32', ['b', 't', 2]], pooler_output: ['float32', ['b', 2]] },
    answer: () => ({ last_hidden_state: ramp([outBatch, 4, 2]), pooler_output: ramp([outBatch, 2], 50) }),
  });
  const session = await ModelSession.open(fakeRuntime(fake), new SerialQueue(), 'text encoder', { graph: new Uint8Array(), external: [] });
  return { fake, session, outputs: { hidden: session.output('last_hidden_state'), pooled: null } };
}

describe('encodeTokens', () => {
  it.each([
    ['int32', ['batch', 'sequence']],
    ['int64', ['batch', 4]],
    ['int64', [1, 4]],
  ] as const)('feeds %s ids to a file of shape %j', async (type, shape) => {
    const { fake, session, outputs } = await open(type, shape);
    const { hidden } = await encodeTokens(session, [9, 8, 7, 7], outputs);
    expect(fake.runs[0]?.['input_ids']).toEqual({ type, dims: [1, 4], values: [9, 8, 7, 7] });
    expect(hidden.shape).toEqual([1, 4, 2]);
  });

  it('repeats the ids for a file of fixed batch and takes the first answer', async () => {
    const { fake, session, outputs } = await open('int32', [2, 4], 2);
    const { hidden } = await encodeTokens(session, [9, 8, 7, 7], outputs);
    expect(fake.runs[0]?.['input_ids']).toMatchObject({ dims: [2, 4], values: [9, 8, 7, 7, 9, 8, 7, 7] });
    expect([...hidden.data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('lets every token count where the file asks for a mask', async () => {
    const fake = fakeSession({
      inputs: { input_ids: ['int64', ['batch', 4]], attention_mask: ['int64', ['batch', 4]] },
      outputs: { last_hidden_state: ['float32', ['b', 't', 2]] },
      answer: () => ({ last_hidden_state: ramp([1, 4, 2]) }),
    });
    const session = await ModelSession.open(fakeRuntime(fake), new SerialQueue(), 'text encoder', {
      graph: new Uint8Array(),
      external: [],
    });
    await encodeTokens(session, [9, 8, 7, 7], { hidden: session.output('last_hidden_state'), pooled: null });
    expect(fake.runs[0]?.['attention_mask']).toEqual({ type: 'int64', dims: [1, 4], values: [1, 1, 1, 1] });
  });

  it('gives the pooled embedding of the first of a batch where it is wanted', async () => {
    const { session, outputs } = await open('int64', [2, 4], 2);
    const { pooled } = await encodeTokens(session, [9, 8, 7, 7], { ...outputs, pooled: session.output('pooler_output') });
    expect(pooled?.shape).toEqual([1, 2]);
    expect([...(pooled?.data ?? [])]).toEqual([50, 51]);
  });

  it('refuses another length than the file takes', async () => {
    const { session, outputs } = await open('int32', [1, 77]);
    await expect(encodeTokens(session, [1, 2], outputs)).rejects.toMatchObject({
      code: 'bad-shape',
      message: expect.stringContaining('77 tokens, not 2') as string,
    });
  });
});
