import { wishes } from '../../packages/graphValues';
import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import { fixedDimension } from '../fixedShape';
import type { Feed, ModelSession, TensorSpec } from '../modelSession';
import { tr } from '../../texts/texts';

/** The outputs of a text encoder that a model needs. */
export interface TextOutputs {
  readonly hidden: TensorSpec;
  /** The projected embedding of the whole text, or null where the model takes none. */
  readonly pooled: TensorSpec | null;
}

export interface EncodedWindow {
  /** (1, length, width) */
  readonly hidden: Tensor;
  /** (1, width) */
  readonly pooled: Tensor | null;
}

/**
 * Token ids, start and end token included and padded to the encoder's length → their embeddings.
 * Throws a Fault `bad-shape` where the file fixes another length.
 */
export async function encodeTokens(session: ModelSession, ids: readonly number[], outputs: TextOutputs): Promise<EncodedWindow> {
  const input = session.inputFor(wishes.text.ids);
  const length = fixedDimension(input, 1);
  if (length !== null && length !== ids.length) {
    throw new Fault(
      'bad-shape',
      tr`The ${session.stage} takes ${length} tokens, not ${ids.length}.`,
      tr`The package’s configuration does not fit its model. Choose another package.`,
    );
  }
  const batch = fixedDimension(input, 0) ?? 1;
  const values = Array.from({ length: batch }, () => ids).flat();
  const feeds = new Map<TensorSpec, Feed>([[input, { values, shape: [batch, ids.length] }]]);
  // Stable Diffusion looks at padding like at any other token.
  const mask = session.findInput('attention_mask');
  if (mask) feeds.set(mask, { values: values.map(() => 1), shape: [batch, ids.length] });
  const wanted = outputs.pooled ? [outputs.hidden, outputs.pooled] : [outputs.hidden];
  const [hidden, pooled] = await session.runAll(feeds, wanted);
  return { hidden: firstOf(hidden), pooled: pooled ? firstOf(pooled) : null };
}

/** The first of a batch. */
function firstOf(answer: Tensor | undefined): Tensor {
  const shape = [1, ...(answer?.shape.slice(1) ?? [])];
  return {
    data:
      answer?.data.slice(
        0,
        shape.reduce((product, side) => product * side, 1),
      ) ?? new Float32Array(),
    shape,
  };
}
