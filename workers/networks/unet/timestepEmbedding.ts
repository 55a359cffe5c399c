import type { Value } from '../graph/graphModel';
import { linear } from '../layers/linear';
import type { Net } from '../net';

/**
 * Numbers [N] → [N, width]: cosines, then sines, of each times exp(−ln 10000 · i / half), i = 0 … half − 1. In single precision always:
 * halves cannot tell one timestep from the next.
 */
export function sinusoid(net: Net, numbers: Value, width: number): Value {
  const { graph } = net;
  const half = width / 2;
  const frequencies = Array.from({ length: half }, (_, i) => Math.exp((-Math.log(10000) * i) / half));
  const column = net.reshapeTo(numbers, -1, 1);
  const angles = net.multiply(column, graph.floats(`frequencies ${width}`, frequencies, [1, half]));
  return net.concat([graph.node('Cos', [angles]), graph.node('Sin', [angles])], 1);
}

/** diffusers' TimestepEmbedding: linear, SiLU, linear; with a condition, its projection is added first. */
export function timestepEmbedding(net: Net, sample: Value, condition: Value | null = null): Value {
  const given = condition ? net.add(sample, linear(net, condition, 'cond_proj')) : sample;
  return linear(net, net.silu(linear(net, given, 'linear_1')), 'linear_2');
}
