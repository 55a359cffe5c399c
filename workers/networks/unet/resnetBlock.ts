import type { Value } from '../graph/graphModel';
import { conv } from '../layers/conv';
import { linear } from '../layers/linear';
import { groupNorm } from '../layers/norms';
import type { Net } from '../net';

/** diffusers' ResnetBlock2D. @param time the time vector [B or 1, width] after its SiLU, or null where there is none (autoencoder). */
export function resnetBlock(net: Net, x: Value, time: Value | null, groups: number, epsilon: number): Value {
  let hidden = conv(net, net.silu(groupNorm(net, x, 'norm1', groups, epsilon)), 'conv1');
  if (time) {
    const channels = net.view('conv1.weight').shape[0] ?? 0;
    hidden = net.add(hidden, net.reshapeTo(linear(net, time, 'time_emb_proj'), -1, channels, 1, 1));
  }
  hidden = conv(net, net.silu(groupNorm(net, hidden, 'norm2', groups, epsilon)), 'conv2');
  return net.add(net.has('conv_shortcut.weight') ? conv(net, x, 'conv_shortcut') : x, hidden);
}
