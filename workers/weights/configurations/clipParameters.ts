import type { ClipNetwork } from '../../protocol/networkConfigs';
import { ParameterList } from './parameterList';
import type { ParameterShapes } from './parameterList';

/** Every parameter of a CLIP text encoder by transformers' names. */
export function clipParameters({ width, layers, mlpWidth, vocabulary, positions, projectionDim }: ClipNetwork): ParameterShapes {
  const list = new ParameterList();
  list.add('text_model.embeddings.token_embedding.weight', vocabulary, width);
  list.add('text_model.embeddings.position_embedding.weight', positions, width);
  for (let i = 0; i < layers; i++) {
    const layer = `text_model.encoder.layers.${i}`;
    list.norm(`${layer}.layer_norm1`, width);
    list.norm(`${layer}.layer_norm2`, width);
    for (const part of ['q_proj', 'k_proj', 'v_proj', 'out_proj']) list.linear(`${layer}.self_attn.${part}`, width, width);
    list.linear(`${layer}.mlp.fc1`, width, mlpWidth);
    list.linear(`${layer}.mlp.fc2`, mlpWidth, width);
  }
  list.norm('text_model.final_layer_norm', width);
  if (projectionDim !== null) list.linear('text_projection', width, projectionDim, false);
  return list.shapes;
}
