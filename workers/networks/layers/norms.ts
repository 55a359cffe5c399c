import { float, int, ints } from '../graph/graph';
import type { Value } from '../graph/graphModel';
import type { Net } from '../net';

/**
 * torch's GroupNorm on [B, C, H, W]: (x − mean) / √(variance + ε) over each group, in the form that the options name. In single precision
 * always: sums over a million halves are no longer sums.
 */
export function groupNorm(net: Net, x: Value, name: string, groups: number, epsilon: number): Value {
  const { graph } = net;
  const channels = net.view(`${name}.weight`).shape[0] ?? 1;
  const wide = graph.cast(x, 'float32');
  const grouped = net.reshapeTo(wide, 0, groups, -1);
  const normal = net.options.groupNorm === 'instance' ? byInstanceNorm(net, grouped, groups, epsilon) : byMoments(net, grouped, epsilon);
  const back = net.reshape(normal, net.sides(x, 0, 4));
  const scaled = net.multiply(back, net.parameter(`${name}.weight`, 'float32', [channels, 1, 1]));
  return graph.cast(net.add(scaled, net.parameter(`${name}.bias`, 'float32', [channels, 1, 1])), net.type);
}

/** The groups [B, G, n] are the channels of an instance norm whose own scale is 1. */
function byInstanceNorm({ graph }: Net, grouped: Value, groups: number, epsilon: number): Value {
  const scale = graph.floats(`ones ${groups}`, new Array<number>(groups).fill(1));
  const shift = graph.floats(`zeros ${groups}`, new Array<number>(groups).fill(0));
  return graph.node('InstanceNormalization', [grouped, scale, shift], { attributes: { epsilon: float(epsilon) } });
}

function byMoments(net: Net, grouped: Value, epsilon: number): Value {
  const { graph } = net;
  const mean = (x: Value): Value => graph.node('ReduceMean', [x], { attributes: { axes: ints(-1), keepdims: int(1) } });
  const centred = graph.node('Sub', [grouped, mean(grouped)]);
  const variance = mean(net.multiply(centred, centred));
  const spread = graph.node('Sqrt', [net.add(variance, net.number(epsilon, 'float32'))]);
  return graph.node('Div', [centred, spread]);
}

/** torch's LayerNorm over the last side, in single precision always. */
export function layerNorm(net: Net, x: Value, name: string, epsilon: number): Value {
  const { graph } = net;
  const weights = [net.parameter(`${name}.weight`, 'float32'), net.parameter(`${name}.bias`, 'float32')];
  const attributes = { axis: int(-1), epsilon: float(epsilon) };
  return graph.cast(graph.node('LayerNormalization', [graph.cast(x, 'float32'), ...weights], { attributes }), net.type);
}
