import type { UnetNetwork } from '../../protocol/networkConfigs';
import type { Value } from '../graph/graphModel';
import { conv } from '../layers/conv';
import type { Net } from '../net';
import type { Conditioning } from './conditioning';
import { attentions, resnetEpsilon } from './downBlocks';
import type { Level } from './downBlocks';
import { resnetBlock } from './resnetBlock';

/**
 * diffusers' UpBlock2D and CrossAttnUpBlock2D.
 * @param kept what the way down kept, the last first to be taken; those of this level are taken from its end.
 * @param block which of `up_blocks`, the deepest being 0.
 */
export function upBlock(net: Net, x: Value, block: number, level: Level, kept: Value[], network: UnetNetwork, given: Conditioning): Value {
  let hidden = x;
  for (let j = 0; j <= network.layersPerBlock; j++) {
    const skip = kept.pop();
    if (skip) hidden = net.concat([hidden, skip], 1);
    hidden = resnetBlock(net.at(`resnets.${j}`), hidden, given.time, network.normGroups, resnetEpsilon);
    hidden = attentions(net, hidden, j, network.depthsUp[block]?.[j] ?? 0, level, network, given);
  }
  if (!net.has('upsamplers.0.conv.weight')) return hidden;
  // To the size of what comes next from the way down: an odd side was halved upwards, and doubling it would be one too many.
  const next = kept.at(-1);
  const size = next ? net.resizeNearest(hidden, net.sides(next, 2, 4)) : net.doubled(hidden);
  return conv(net, size, 'upsamplers.0.conv');
}
