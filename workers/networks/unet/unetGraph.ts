import type { UnetNetwork } from '../../protocol/networkConfigs';
import type { WeightTable } from '../../protocol/tensorView';
import type { GraphModel, Value } from '../graph/graphModel';
import { conv } from '../layers/conv';
import { groupNorm } from '../layers/norms';
import { openNet } from '../openNet';
import type { Net } from '../net';
import type { GraphOptions } from '../options';
import { conditioning } from './conditioning';
import type { Conditioning } from './conditioning';
import { downBlock, midBlock, resnetEpsilon } from './downBlocks';
import { upBlock } from './upBlocks';

export interface UnetOptions extends GraphOptions {
  /** Whether the residuals of ControlNets are inputs; they must then always be fed, with zeros where nobody guides. */
  readonly controlResiduals: boolean;
}

/**
 * diffusers' UNet2DConditionModel: `sample`, `timestep`, `encoder_hidden_states` and what the family adds → `out_sample`. All inputs and
 * outputs are in single precision; batch, height, width and tokens are free.
 * @throws Fault `package-invalid` naming a weight that is missing.
 */
export function unetGraph(network: UnetNetwork, weights: WeightTable, options: UnetOptions): GraphModel {
  const net = openNet('unet', weights, options);
  const { graph, type } = net;
  const sample = graph.input('sample', 'float32', ['batch', network.inChannels, 'height', 'width']);
  const given = conditioning(net, network);
  let hidden = conv(net, graph.cast(sample, type), 'conv_in');
  const kept = [hidden];
  hidden = descend(net, hidden, kept, network, given);
  if (options.controlResiduals) hidden = addResiduals(net, hidden, kept, network);
  const levels = network.blockOutChannels.length;
  for (let i = 0; i < levels; i++) {
    const index = levels - 1 - i;
    hidden = upBlock(net.at(`up_blocks.${i}`), hidden, i, { index, reduction: 2 ** index }, kept, network, given);
  }
  hidden = net.silu(groupNorm(net, hidden, 'conv_norm_out', network.normGroups, resnetEpsilon));
  const out = graph.cast(conv(net, hidden, 'conv_out'), 'float32');
  graph.output('out_sample', out, ['batch', network.outChannels, 'height', 'width']);
  return graph.finish();
}

/** The way down and the middle, which UNet and ControlNet share. @param kept takes what is kept for the way up. */
export function descend(net: Net, x: Value, kept: Value[], network: UnetNetwork, given: Conditioning): Value {
  let hidden = x;
  network.blockOutChannels.forEach((_, index) => {
    const made = downBlock(net.at(`down_blocks.${index}`), hidden, { index, reduction: 2 ** index }, network, given);
    kept.push(...made);
    hidden = made.at(-1) ?? hidden;
  });
  const index = network.blockOutChannels.length - 1;
  return midBlock(net.at('mid_block'), hidden, { index, reduction: 2 ** index }, network, given);
}

/** Adds the residuals of ControlNets to what was kept, and to the middle. */
function addResiduals(net: Net, middle: Value, kept: Value[], { blockOutChannels, layersPerBlock }: UnetNetwork): Value {
  const { graph, type } = net;
  const perLevel = layersPerBlock + 1;
  kept.forEach((value, i) => {
    // Each level keeps its layers and its halving, behind the stem's one.
    const level = Math.max(0, Math.ceil(i / perLevel) - 1);
    const channels = blockOutChannels[level] ?? 0;
    const shape = ['batch', channels, `height_${i}`, `width_${i}`];
    kept[i] = net.add(value, graph.cast(graph.input(`down_block_additional_residual_${i}`, 'float32', shape), type));
  });
  const shape = ['batch', blockOutChannels.at(-1) ?? 0, 'height_mid', 'width_mid'];
  return net.add(middle, graph.cast(graph.input('mid_block_additional_residual', 'float32', shape), type));
}
