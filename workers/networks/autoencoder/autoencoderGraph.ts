import type { AutoencoderNetwork } from '../../protocol/networkConfigs';
import type { WeightTable } from '../../protocol/tensorView';
import type { GraphModel, Value } from '../graph/graphModel';
import { attention, toPictures, toRows } from '../layers/attention';
import { conv } from '../layers/conv';
import { linear } from '../layers/linear';
import { groupNorm } from '../layers/norms';
import type { Net } from '../net';
import { openNet } from '../openNet';
import type { GraphOptions } from '../options';
import { resnetBlock } from '../unet/resnetBlock';

const epsilon = 1e-6;
/** Red, green and blue. */
const pictureChannels = 3;

/**
 * AutoencoderKL's encoder: `sample` [B, 3, H, W] in −1…1 → `latent_parameters` [B, 8, H / 8, W / 8], mean and logarithm of the variance,
 * not scaled.
 */
export function encoderGraph(network: AutoencoderNetwork, weights: WeightTable, options: GraphOptions): GraphModel {
  const top = openNet('vae_encoder', weights, options);
  const net = top.at('encoder');
  const { graph, type } = top;
  const sample = graph.input('sample', 'float32', ['batch', pictureChannels, 'height', 'width']);
  let hidden = conv(net, graph.cast(sample, type), 'conv_in');
  network.blockOutChannels.forEach((_, level) => {
    const block = net.at(`down_blocks.${level}`);
    for (let j = 0; j < network.layersPerBlock; j++)
      hidden = resnetBlock(block.at(`resnets.${j}`), hidden, null, network.normGroups, epsilon);
    // Padded on the right and at the bottom alone.
    if (block.has('downsamplers.0.conv.weight')) hidden = conv(block, hidden, 'downsamplers.0.conv', { stride: 2, padding: [0, 0, 1, 1] });
  });
  hidden = midBlock(net.at('mid_block'), hidden, network);
  hidden = conv(net, net.silu(groupNorm(net, hidden, 'conv_norm_out', network.normGroups, epsilon)), 'conv_out');
  if (network.quantConv) hidden = conv(top, hidden, 'quant_conv');
  const shape = ['batch', 2 * network.latentChannels, 'latent_height', 'latent_width'];
  graph.output('latent_parameters', graph.cast(hidden, 'float32'), shape);
  return graph.finish();
}

/** AutoencoderKL's decoder: `latent_sample` [B, 4, h, w], already divided by the scaling factor → `sample` [B, 3, 8 h, 8 w] in −1…1. */
export function decoderGraph(network: AutoencoderNetwork, weights: WeightTable, options: GraphOptions): GraphModel {
  const top = openNet('vae_decoder', weights, options);
  const net = top.at('decoder');
  const { graph, type } = top;
  const latents = graph.input('latent_sample', 'float32', ['batch', network.latentChannels, 'latent_height', 'latent_width']);
  let hidden = graph.cast(latents, type);
  if (network.postQuantConv) hidden = conv(top, hidden, 'post_quant_conv');
  hidden = midBlock(net.at('mid_block'), conv(net, hidden, 'conv_in'), network);
  network.blockOutChannels.forEach((_, level) => {
    const block = net.at(`up_blocks.${level}`);
    for (let j = 0; j <= network.layersPerBlock; j++)
      hidden = resnetBlock(block.at(`resnets.${j}`), hidden, null, network.normGroups, epsilon);
    if (block.has('upsamplers.0.conv.weight')) hidden = conv(block, net.doubled(hidden), 'upsamplers.0.conv');
  });
  hidden = conv(net, net.silu(groupNorm(net, hidden, 'conv_norm_out', network.normGroups, epsilon)), 'conv_out');
  graph.output('sample', graph.cast(hidden, 'float32'), ['batch', pictureChannels, 'height', 'width']);
  return graph.finish();
}

/** diffusers' UNetMidBlock2D as the autoencoder has it: attention of one head between two residual blocks. */
function midBlock(net: Net, x: Value, network: AutoencoderNetwork): Value {
  const first = resnetBlock(net.at('resnets.0'), x, null, network.normGroups, epsilon);
  const seen = network.midAttention ? pictureAttention(net.at('attentions.0'), first, network.normGroups) : first;
  return resnetBlock(net.at('resnets.1'), seen, null, network.normGroups, epsilon);
}

function pictureAttention(net: Net, x: Value, groups: number): Value {
  const channels = net.view('group_norm.weight').shape[0] ?? 0;
  const rows = toRows(net, groupNorm(net, x, 'group_norm', groups, epsilon), channels);
  const out = attention(net, {
    query: linear(net, rows, 'to_q'),
    key: linear(net, rows, 'to_k'),
    value: linear(net, rows, 'to_v'),
    batch: net.sides(x, 0, 1),
    heads: 1,
    headWidth: channels,
    reduction: 1,
    // A single head of 512 sums up what halves cannot hold.
    wideScores: net.type === 'float16',
  });
  return net.add(toPictures(net, linear(net, out, 'to_out.0'), channels, x), x);
}
