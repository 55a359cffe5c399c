import { Fault } from '../../protocol/faults';
import type { ModelSession, TensorSpec } from '../modelSession';

/** Which layer's embeddings a model is conditioned on. */
export type TextLayer = 'last' | 'penultimate';

const layerName = /^hidden_states[._]?(\d+)$/;

/**
 * The output that holds a text encoder's embeddings (batch, tokens, width). The last but one of `hidden_states.0 … N` (the
 * embeddings and the answer of each layer) is what SDXL was trained on: a file without them cannot stand in with its last.
 * @param layers how many layers the configuration names, or null.
 * @throws Fault `package-unsupported`.
 */
export function hiddenOutput(session: ModelSession, layer: TextLayer, layers: number | null): TensorSpec {
  if (layer === 'last') return session.output('last_hidden_state', 'encoder_hidden_states', 'text_embeddings');
  const numbered = session.outputs.flatMap((output) => {
    const number = layerName.exec(output.name)?.[1];
    return number === undefined ? [] : [{ output, number: Number(number) }];
  });
  const wanted = layers === null ? Math.max(...numbered.map(({ number }) => number)) - 1 : layers - 1;
  const found = numbered.find(({ number }) => number === wanted);
  if (found) return found.output;
  throw new Fault('package-unsupported', `The ${session.stage} was exported without its inner layers (“hidden_states”), which this model is conditioned on.`, 'Export the text encoders with their hidden states, as for SDXL, or choose another package.');
}
