import { int, ints } from '../graph/graph';
import type { Attributes, Value } from '../graph/graphModel';
import { bindQuantised, bindTensor } from '../graph/parameters';
import type { Net } from '../net';

export interface ConvSettings {
  readonly stride?: number;
  /** One number for all four sides, or top, left, bottom, right. Left out: what keeps the size at stride 1. */
  readonly padding?: number | readonly [number, number, number, number];
}

/** torch's Conv2d: [B, I, H, W] → [B, O, H', W'], the weight [O, I, kh, kw] as it lies or in int8 with one scale an output channel. */
export function conv(net: Net, x: Value, name: string, { stride = 1, padding }: ConvSettings = {}): Value {
  const { graph, type, context } = net;
  const view = net.view(`${name}.weight`);
  const [outputs = 1, inputs = 1, height = 1, width = 1] = view.shape;
  const kernel = [outputs, inputs, height, width];
  const pads = typeof padding === 'object' ? padding : new Array<number>(4).fill(padding ?? (height - 1) / 2);
  const attributes: Attributes = { kernel_shape: ints(height, width), strides: ints(stride, stride), pads: ints(...pads) };
  const weightName = `${net.prefix}${name}.weight`;
  const asItLies = net.options.weights === 'as-is' || outermost.test(weightName);
  const stored = asItLies ? bindTensor(graph, view, type, kernel) : dequantised(net, name, kernel);
  const weight = context.loras.changed(weightName, stored, kernel);
  const bias = net.has(`${name}.bias`) ? net.parameter(`${name}.bias`) : null;
  const output = graph.node('Conv', [x, weight, bias], { attributes });
  return context.loras.convBranches(weightName, x, output, kernel, attributes);
}

/** A network's first and last convolutions, through which everything passes: they are small, and eight bits there cost most. */
const outermost = /(^|\.)conv_(?:in|out)\./;

function dequantised(net: Net, name: string, kernel: readonly number[]): Value {
  const dims = { values: kernel, scales: kernel.slice(0, 1) };
  // Scales in half precision are none of this operator's in the opset that the graphs are written in.
  const { values, scales } = bindQuantised(net.graph, net.view(`${name}.weight`), 'rows8', dims, 'float32');
  return net.graph.cast(net.graph.node('DequantizeLinear', [values, scales], { attributes: { axis: int(0) }, type: 'float32' }), net.type);
}
