import type { ControlNetwork, UnetNetwork } from '../../protocol/networkConfigs';
import { ParameterList } from './parameterList';
import type { ParameterShapes } from './parameterList';

/** Whether norm and projections of a stack without transformer blocks stand behind a residual block (in small ControlNets). */
export type HasStack = (path: string) => boolean;

const noStack: HasStack = () => false;

/** Every parameter of a UNet by diffusers' names. */
export function unetParameters(network: UnetNetwork, hasStack: HasStack = noStack): ParameterShapes {
  const list = new ParameterList();
  addDownPath(list, network, hasStack);
  addUpPath(list, network, hasStack);
  const first = network.blockOutChannels[0] ?? 0;
  list.norm('conv_norm_out', first);
  list.conv('conv_out', first, network.outChannels);
  return list.shapes;
}

/** Every parameter of a ControlNet by diffusers' names. */
export function controlNetParameters(network: ControlNetwork, hasStack: HasStack = noStack): ParameterShapes {
  const list = new ParameterList();
  addDownPath(list, network, hasStack);
  const channels = network.blockOutChannels;
  const hint = network.conditioningOutChannels;
  list.conv('controlnet_cond_embedding.conv_in', network.conditioningChannels, hint[0] ?? 0);
  hint.slice(1).forEach((width, i) => {
    const before = hint[i] ?? 0;
    list.conv(`controlnet_cond_embedding.blocks.${2 * i}`, before, before);
    list.conv(`controlnet_cond_embedding.blocks.${2 * i + 1}`, before, width);
  });
  list.conv('controlnet_cond_embedding.conv_out', hint.at(-1) ?? 0, channels[0] ?? 0);
  skipChannels(network).forEach((width, i) => list.conv(`controlnet_down_blocks.${i}`, width, width, 1));
  list.conv('controlnet_mid_block', channels.at(-1) ?? 0, channels.at(-1) ?? 0, 1);
  return list.shapes;
}

/** Channels of the features that the way down hands to the way up, in the order in which they arise. */
function skipChannels({ blockOutChannels, layersPerBlock }: UnetNetwork): number[] {
  const last = blockOutChannels.length - 1;
  const levels = blockOutChannels.flatMap((width, level) => Array<number>(layersPerBlock + (level === last ? 0 : 1)).fill(width));
  return [blockOutChannels[0] ?? 0, ...levels];
}

function addDownPath(list: ParameterList, network: UnetNetwork, hasStack: HasStack): void {
  const { blockOutChannels, layersPerBlock, depthsDown, mid, addition, guidanceDim } = network;
  const first = blockOutChannels[0] ?? 0;
  const timeDim = first * 4;
  list.conv('conv_in', network.inChannels, first);
  list.linear('time_embedding.linear_1', first, timeDim);
  list.linear('time_embedding.linear_2', timeDim, timeDim);
  if (guidanceDim !== null) list.linear('time_embedding.cond_proj', guidanceDim, first, false);
  if (addition) {
    list.linear('add_embedding.linear_1', addition.inputDim, timeDim);
    list.linear('add_embedding.linear_2', timeDim, timeDim);
  }
  let width = first;
  blockOutChannels.forEach((channels, level) => {
    const block = `down_blocks.${level}`;
    for (let j = 0; j < layersPerBlock; j++) {
      list.resnet(`${block}.resnets.${j}`, j === 0 ? width : channels, channels, timeDim);
      addStack(list, `${block}.attentions.${j}`, channels, depthsDown[level]?.[j] ?? 0, network, hasStack);
    }
    if (level < blockOutChannels.length - 1) list.conv(`${block}.downsamplers.0.conv`, channels, channels);
    width = channels;
  });
  if (mid === null) return;
  list.resnet('mid_block.resnets.0', width, width, timeDim);
  if (mid === 'resnet') return;
  addStack(list, 'mid_block.attentions.0', width, mid, network, hasStack);
  list.resnet('mid_block.resnets.1', width, width, timeDim);
}

function addUpPath(list: ParameterList, network: UnetNetwork, hasStack: HasStack): void {
  const { layersPerBlock, depthsUp } = network;
  const timeDim = (network.blockOutChannels[0] ?? 0) * 4;
  const upwards = [...network.blockOutChannels].reverse();
  const skips = skipChannels(network);
  let width = upwards[0] ?? 0;
  upwards.forEach((channels, level) => {
    const block = `up_blocks.${level}`;
    for (let j = 0; j <= layersPerBlock; j++) {
      list.resnet(`${block}.resnets.${j}`, width + (skips.pop() ?? 0), channels, timeDim);
      addStack(list, `${block}.attentions.${j}`, channels, depthsUp[level]?.[j] ?? 0, network, hasStack);
      width = channels;
    }
    if (level < upwards.length - 1) list.conv(`${block}.upsamplers.0.conv`, channels, channels);
  });
}

function addStack(list: ParameterList, name: string, channels: number, depth: number, network: UnetNetwork, hasStack: HasStack): void {
  if (depth === 0 && !hasStack(name)) return;
  const { crossAttentionDim, linearProjection } = network;
  list.norm(`${name}.norm`, channels);
  for (const projection of ['proj_in', 'proj_out']) {
    if (linearProjection) list.linear(`${name}.${projection}`, channels, channels);
    else list.conv(`${name}.${projection}`, channels, channels, 1);
  }
  for (let k = 0; k < depth; k++) {
    const block = `${name}.transformer_blocks.${k}`;
    for (const norm of ['norm1', 'norm2', 'norm3']) list.norm(`${block}.${norm}`, channels);
    addAttention(list, `${block}.attn1`, channels, channels);
    addAttention(list, `${block}.attn2`, channels, crossAttentionDim);
    list.linear(`${block}.ff.net.0.proj`, channels, channels * 8);
    list.linear(`${block}.ff.net.2`, channels * 4, channels);
  }
}

function addAttention(list: ParameterList, name: string, channels: number, context: number): void {
  list.linear(`${name}.to_q`, channels, channels, false);
  list.linear(`${name}.to_k`, context, channels, false);
  list.linear(`${name}.to_v`, context, channels, false);
  list.linear(`${name}.to_out.0`, channels, channels);
}
