import { describe, expect, it } from 'vitest';
import { nodeRuntimeInstalled, openNodeSession } from '../../../e2e/node-runtime/nodeSession';
import { writeOnnx, type ElementType, type GraphShape } from '../../packages/testing/writeOnnx';
import { encodeTokens } from './encodeTokens';
import { hiddenOutput } from './hiddenOutput';

/** Layer N of token id t is (t + N, t − N); the pooled embedding is the last layer's mean over the tokens. */
function textGraph(type: ElementType, shape: GraphShape, out: ElementType): Uint8Array {
  const layers = [0, 1, 2];
  return writeOnnx({
    inputs: [{ name: 'input_ids', type, shape }],
    outputs: [
      ...layers.map((layer) => ({ name: `hidden_states.${layer}`, type: out, shape: [shape[0] ?? 'b', shape[1] ?? 't', 2] })),
      { name: 'text_embeds', type: out, shape: [shape[0] ?? 'b', 2] },
    ],
    nodes: [
      { op: 'Cast', inputs: ['input_ids'], outputs: ['ids'], attributes: { to: 'float32' } },
      { op: 'Unsqueeze', inputs: ['ids', 'last'], outputs: ['column'] },
      ...layers.flatMap((layer) => [
        { op: 'Add', inputs: ['column', `shift.${layer}`], outputs: [`float.${layer}`] },
        { op: 'Cast', inputs: [`float.${layer}`], outputs: [`hidden_states.${layer}`], attributes: { to: out } },
      ]),
      { op: 'ReduceMean', inputs: ['float.2'], outputs: ['mean'], attributes: { axes: [1], keepdims: 0 } },
      { op: 'Cast', inputs: ['mean'], outputs: ['text_embeds'], attributes: { to: out } },
    ],
    weights: [
      { name: 'last', dims: [1], data: BigInt64Array.of(2n) },
      ...layers.map((layer) => ({ name: `shift.${layer}`, dims: [2], data: Float32Array.of(layer, -layer) })),
    ],
  });
}

describe.skipIf(!nodeRuntimeInstalled)('a text encoder that really runs', () => {
  it.each(
    (['int32', 'int64'] as const).flatMap((type) =>
      (['float32', 'float16'] as const).flatMap(
        (out) =>
          [
            [type, out, ['batch', 'sequence']],
            [type, out, [1, 4]],
            [type, out, [2, 4]],
          ] as const,
      ),
    ),
  )('takes %s and answers in %s, of shape %j', async (type, out, shape) => {
    const session = await openNodeSession(textGraph(type, shape, out), 'text encoder');
    const encoded = await encodeTokens(session, [5, 7, 9, 9], {
      hidden: hiddenOutput(session, 'penultimate', null, null),
      pooled: session.output('text_embeds'),
    });
    expect(encoded.hidden.shape).toEqual([1, 4, 2]);
    expect([...encoded.hidden.data]).toEqual([6, 4, 8, 6, 10, 8, 10, 8]);
    expect([...(encoded.pooled?.data ?? [])]).toEqual([9.5, 5.5]);
  });
});
