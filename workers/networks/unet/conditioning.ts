import type { UnetNetwork } from '../../protocol/networkConfigs';
import type { Value } from '../graph/graphModel';
import type { Net } from '../net';
import { sinusoid, timestepEmbedding } from './timestepEmbedding';

/** What UNet and ControlNet are told beside the latents. */
export interface Conditioning {
  /** The time vector after its SiLU, as every residual block takes it: [B or 1, 4 · width]. */
  readonly time: Value;
  /** The text's tokens as rows [B · T, width]. */
  readonly text: Value;
}

/** Width of OpenCLIP bigG's pooled embedding, which all of SDXL's kin take; the rest of the vector are embedded numbers. */
const pooledWidth = 1280;

/** The inputs `timestep`, `encoder_hidden_states` and those that the family adds: `text_embeds` and `time_ids`, or `timestep_cond`. */
export function conditioning(net: Net, network: UnetNetwork): Conditioning {
  const { graph, type } = net;
  const { addition, guidanceDim, crossAttentionDim, blockOutChannels } = network;
  const timestep = graph.input('timestep', 'float32', [1]);
  const states = graph.input('encoder_hidden_states', 'float32', ['batch', 'tokens', crossAttentionDim]);
  const steps = graph.cast(sinusoid(net, timestep, blockOutChannels[0] ?? 0), type);
  const guidance = guidanceDim === null ? null : graph.cast(graph.input('timestep_cond', 'float32', ['batch', guidanceDim]), type);
  let time = timestepEmbedding(net.at('time_embedding'), steps, guidance);
  if (addition) {
    const idCount = (addition.inputDim - pooledWidth) / addition.timeDim;
    const pooled = graph.input('text_embeds', 'float32', ['batch', pooledWidth]);
    const ids = graph.input('time_ids', 'float32', ['batch', idCount]);
    const told = net.reshapeTo(sinusoid(net, ids, addition.timeDim), -1, idCount * addition.timeDim);
    time = net.add(time, timestepEmbedding(net.at('add_embedding'), graph.cast(net.concat([pooled, told], 1), type)));
  }
  const text = graph.cast(net.reshapeTo(states, -1, crossAttentionDim), type);
  return { time: net.silu(time), text };
}
