import type { ControlNetwork } from '../../protocol/networkConfigs';
import type { WeightTable } from '../../protocol/tensorView';
import { int, ints } from '../graph/graph';
import type { GraphModel, Value } from '../graph/graphModel';
import { conv } from '../layers/conv';
import type { Net } from '../net';
import { openNet } from '../openNet';
import type { GraphOptions } from '../options';
import { conditioning } from '../unet/conditioning';
import { descend } from '../unet/unetGraph';

/**
 * diffusers' ControlNetModel: the UNet's inputs, `controlnet_cond` [B, 3, 8 H, 8 W] in 0…1 and `conditioning_scale` [1] →
 * `down_block_res_sample_0` … and `mid_block_res_sample`, all times the scale.
 */
export function controlNetGraph(network: ControlNetwork, weights: WeightTable, options: GraphOptions): GraphModel {
  const net = openNet('controlnet', weights, options);
  const { graph, type } = net;
  const sample = graph.input('sample', 'float32', ['batch', network.inChannels, 'height', 'width']);
  const given = conditioning(net, network);
  const picture = graph.input('controlnet_cond', 'float32', ['batch', network.conditioningChannels, 'picture_height', 'picture_width']);
  const scale = graph.cast(graph.input('conditioning_scale', 'float32', [1]), type);
  const hint = conditioningEmbedding(net.at('controlnet_cond_embedding'), graph.cast(picture, type));
  const stem = net.add(conv(net, graph.cast(sample, type), 'conv_in'), hint);
  const kept = [stem];
  const middle = descend(net, stem, kept, network, given);

  const give = (name: string, value: Value, module: string): void => {
    const channels = net.view(`${module}.weight`).shape[0] ?? 0;
    const residual = net.multiply(conv(net, value, module), scale);
    // Nets that look at the picture as a whole (shuffle) give one number a channel.
    const pooled = network.globalPool
      ? graph.node('ReduceMean', [residual], { attributes: { axes: ints(2, 3), keepdims: int(1) } })
      : residual;
    graph.output(name, graph.cast(pooled, 'float32'), ['batch', channels, `${name}_height`, `${name}_width`]);
  };
  kept.forEach((value, i) => give(`down_block_res_sample_${i}`, value, `controlnet_down_blocks.${i}`));
  give('mid_block_res_sample', middle, 'controlnet_mid_block');
  return graph.finish();
}

/** diffusers' ControlNetConditioningEmbedding: from the picture's size to that of the latents, every second block with stride 2. */
function conditioningEmbedding(net: Net, picture: Value): Value {
  let hidden = net.silu(conv(net, picture, 'conv_in'));
  for (let k = 0; net.has(`blocks.${k}.weight`); k++)
    hidden = net.silu(conv(net, hidden, `blocks.${k}`, { stride: 1 + (k % 2), padding: 1 }));
  return conv(net, hidden, 'conv_out');
}
