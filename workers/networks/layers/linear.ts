import { int, microsoft } from '../graph/graph';
import type { Value } from '../graph/graphModel';
import { bindQuantised, bindTensor } from '../graph/parameters';
import type { Net } from '../net';
import { blockColumns } from '../onnx/sideFile';

/**
 * torch's Linear on rows: [M, K] → [M, N], with the weight [N, K] as it lies. A 1×1 convolution is one too: its bytes are the same.
 * LoRA changes of low rank run beside it; others change the weight, or run beside it where the weight is quantised.
 */
export function linear(net: Net, rows: Value, name: string): Value {
  const { graph, type } = net;
  const view = net.view(`${name}.weight`);
  const outputs = view.shape[0] ?? 0;
  const inputs = view.shape[1] ?? 0;
  const weightName = `${net.prefix}${name}.weight`;
  const bias = net.has(`${name}.bias`) ? net.parameter(`${name}.bias`) : null;
  const bits = bitsOf(net, name);
  const { loras } = net.context;
  if (bits === null) {
    const dims = view.transposed ? [inputs, outputs] : [outputs, inputs];
    const weight = loras.changed(weightName, bindTensor(graph, view, type, dims), dims);
    const transB = int(view.transposed ? 0 : 1);
    return loras.linearBranches(weightName, rows, graph.node('Gemm', [rows, weight, bias], { attributes: { transB } }), [outputs, inputs]);
  }
  const blocks = Math.ceil(inputs / blockColumns);
  const dims = { values: [outputs, blocks, (blockColumns * bits) / 8], scales: [outputs * blocks] };
  const { values, scales } = bindQuantised(graph, { ...view, shape: [outputs, inputs] }, bits === 8 ? 'blocks8' : 'blocks4', dims, type);
  const attributes = {
    K: int(inputs),
    N: int(outputs),
    bits: int(bits),
    block_size: int(blockColumns),
    accuracy_level: int(exactProducts),
  };
  const product = graph.node('MatMulNBits', [rows, values, scales], { domain: microsoft, attributes });
  return loras.linearBranches(weightName, rows, bias ? net.add(product, bias) : product, [outputs, inputs], true);
}

/** MatMulNBits's `accuracy_level` for products in single precision; higher ones round the activations. */
const exactProducts = 1;

/** Layers that everything passes through, the first and last of each transformer among them, keep 8 bits where the others have 4. */
const delicate = /(^|\.)(time_embedding|add_embedding|time_emb_proj|text_projection|proj_in|proj_out)\./;

/** In how many bits a layer's weight is to be stored; null: as it lies. */
function bitsOf(net: Net, name: string): 4 | 8 | null {
  const weightName = `${net.prefix}${name}.weight`;
  if (net.options.weights === 'as-is' || net.context.loras.needsWeight(weightName)) return null;
  return net.options.weights === 'q8' || delicate.test(weightName) ? 8 : 4;
}
