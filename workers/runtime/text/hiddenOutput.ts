import { wishes } from '../../packages/graphValues';
import { penultimateOutput } from '../../packages/hiddenLayer';
import { Fault } from '../../protocol/faults';
import type { ModelSession, TensorSpec } from '../modelSession';
import { tr } from '../../texts/texts';

/** Which layer's embeddings a model is conditioned on. */
export type TextLayer = 'last' | 'penultimate';

/**
 * The output that holds a text encoder's embeddings (batch, tokens, width). A file without its inner layers cannot stand in with
 * its last where the last but one is wanted.
 * @param layers how many layers the configuration names, or null. @param width of the embeddings, or null.
 * @throws Fault `package-unsupported`.
 */
export function hiddenOutput(session: ModelSession, layer: TextLayer, layers: number | null, width: number | null): TensorSpec {
  if (layer === 'last') return session.outputFor(wishes.text.hidden);
  const found = penultimateOutput(session.outputs, layers, width);
  if (found) return found;
  throw new Fault(
    'package-unsupported',
    tr`The ${session.stage} was exported without its inner layers (“hidden_states”), which this model is conditioned on.`,
    tr`Export the text encoders with their hidden states, as for SDXL, or choose another package.`,
  );
}
