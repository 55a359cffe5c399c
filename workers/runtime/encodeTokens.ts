import { Fault } from '../protocol/faults';
import type { Tensor } from '../protocol/tensor';
import { fixedDimension } from './fixedShape';
import type { ModelSession } from './modelSession';

/**
 * Token ids, start and end token included and padded to the encoder's length → text embeddings (1, length, width).
 * Throws a Fault `bad-shape` where the file fixes another length.
 */
export async function encodeTokens(session: ModelSession, ids: readonly number[]): Promise<Tensor> {
  const input = session.input('input_ids', 'tokens');
  const output = session.output('last_hidden_state', 'encoder_hidden_states', 'text_embeddings');
  const length = fixedDimension(input, 1);
  if (length !== null && length !== ids.length) {
    throw new Fault('bad-shape', `The text encoder takes ${length} tokens, not ${ids.length}.`, 'The package’s configuration does not fit its model. Choose another package.');
  }
  const batch = fixedDimension(input, 0) ?? 1;
  const values = Array.from({ length: batch }, () => ids).flat();
  const answer = await session.run(new Map([[input, { values, shape: [batch, ids.length] }]]), output);
  const [, tokens = 0, width = 0] = answer.shape;
  return { data: answer.data.slice(0, tokens * width), shape: [1, tokens, width] };
}
