import type { UnetNetwork } from '../../protocol/networkConfigs';
import type { Value } from '../graph/graphModel';
import { conv } from '../layers/conv';
import type { Net } from '../net';
import type { Conditioning } from './conditioning';
import { resnetBlock } from './resnetBlock';
import { transformer2d } from './transformer2d';

/** Of residual blocks and of the norm before the last convolution. */
export const resnetEpsilon = 1e-5;

/** A network's place in the picture: how many halvings lie above, and which level's heads count. */
export interface Level {
  readonly index: number;
  readonly reduction: number;
}

/** diffusers' DownBlock2D and CrossAttnDownBlock2D: what a level gives on, and what it keeps for the way up. */
export function downBlock(net: Net, x: Value, level: Level, network: UnetNetwork, given: Conditioning): readonly Value[] {
  const kept: Value[] = [];
  let hidden = x;
  for (let j = 0; j < network.layersPerBlock; j++) {
    hidden = resnetBlock(net.at(`resnets.${j}`), hidden, given.time, network.normGroups, resnetEpsilon);
    hidden = attentions(net, hidden, j, network.depthsDown[level.index]?.[j] ?? 0, level, network, given);
    kept.push(hidden);
  }
  if (net.has('downsamplers.0.conv.weight')) kept.push(conv(net, hidden, 'downsamplers.0.conv', { stride: 2, padding: 1 }));
  return kept;
}

/** The transformer behind a residual block; nothing where the block has none. */
export function attentions(
  net: Net,
  x: Value,
  layer: number,
  depth: number,
  { index, reduction }: Level,
  network: UnetNetwork,
  { text }: Conditioning,
): Value {
  const own = net.at(`attentions.${layer}`);
  if (!own.has('norm.weight')) return x;
  const { normGroups: groups, upcastAttention } = network;
  const wideScores = upcastAttention && net.type === 'float16';
  return transformer2d(own, x, { depth, heads: network.heads[index] ?? 1, groups, reduction, wideScores, text });
}

/** diffusers' UNetMidBlock2DCrossAttn and UNetMidBlock2D: residual block, transformer, residual block; or the first alone. */
export function midBlock(net: Net, x: Value, level: Level, network: UnetNetwork, given: Conditioning): Value {
  if (network.mid === null) return x;
  const first = resnetBlock(net.at('resnets.0'), x, given.time, network.normGroups, resnetEpsilon);
  if (network.mid === 'resnet') return first;
  const seen = attentions(net, first, 0, network.mid, level, network, given);
  return resnetBlock(net.at('resnets.1'), seen, given.time, network.normGroups, resnetEpsilon);
}
