import type { ClipNetwork } from '../../protocol/networkConfigs';
import type { TensorView, WeightTable } from '../../protocol/tensorView';
import { int } from '../graph/graph';
import type { GraphModel, Value } from '../graph/graphModel';
import { attention } from '../layers/attention';
import { linear } from '../layers/linear';
import { layerNorm } from '../layers/norms';
import type { Net } from '../net';
import { openNet } from '../openNet';
import type { GraphOptions } from '../options';
import { tokenEmbeddings } from './tokenEmbeddings';

/** What of a text encoder is wanted; each is an output of its own. */
export interface ClipOutputs {
  /** `last_hidden_state`: the last layer's, through the final norm. */
  readonly last?: boolean;
  /** `hidden_states.N`: the last layer's but one, without the norm (SDXL). */
  readonly penultimate?: boolean;
  /** `penultimate_normed`: the same through the final norm (SD 1 with a layer skipped). */
  readonly penultimateNormed?: boolean;
  /** `text_embeds` [B, width]: the row of the first end token of the last layer, through final norm and projection (SDXL). */
  readonly pooled?: boolean;
}

export interface ClipOptions extends GraphOptions {
  readonly outputs: ClipOutputs;
  /** Embeddings added to the vocabulary, [n, width] each: their tokens' ids follow the vocabulary's, in order. */
  readonly embeddings?: readonly TensorView[];
}

/** The end of a text. Textual inversions have larger ids, and the padding may be the same token: the first one counts. */
const endToken = 49407;

/** transformers' CLIPTextModel and its kin: `input_ids` [B, T] → what is asked for. */
export function clipGraph(network: ClipNetwork, weights: WeightTable, { outputs, embeddings = [], ...options }: ClipOptions): GraphModel {
  const top = openNet('text_encoder', weights, options);
  const net = top.at('text_model');
  const { graph } = top;
  const ids = graph.input('input_ids', 'int64', ['batch', 'tokens']);
  const tokens = net.sides(ids, 1, 2);
  const batch = net.sides(ids, 0, 1);
  const tokensOf = (rows: Value) => net.reshape(rows, net.shapeOf(batch, -1, network.width));
  const give = (name: string, rows: Value): void => {
    graph.output(name, graph.cast(tokensOf(rows), 'float32'), ['batch', 'tokens', network.width]);
  };

  const embedded = net.add(tokenEmbeddings(net.at('embeddings'), ids, network, embeddings), positions(net.at('embeddings'), tokens));
  const mask = causalMask(net, tokens, network.positions);
  let rows = net.reshapeTo(embedded, -1, network.width);
  let before = rows;
  const needed = outputs.last || outputs.pooled ? network.layers : network.layers - 1;
  for (let i = 0; i < needed; i++) {
    before = rows;
    rows = encoderLayer(net.at(`encoder.layers.${i}`), rows, batch, mask, network);
  }
  const penultimate = needed === network.layers ? before : rows;
  if (outputs.penultimate) give(`hidden_states.${network.layers - 1}`, penultimate);
  if (outputs.penultimateNormed) give('penultimate_normed', layerNorm(net, penultimate, 'final_layer_norm', network.normEps));
  if (!outputs.last && !outputs.pooled) return graph.finish();
  const last = layerNorm(net, rows, 'final_layer_norm', network.normEps);
  if (outputs.last) give('last_hidden_state', last);
  if (outputs.pooled)
    graph.output('text_embeds', graph.cast(pooled(top, tokensOf(last), ids), 'float32'), ['batch', network.projectionDim ?? 0]);
  return graph.finish();
}

/** transformers' CLIPEncoderLayer on rows [B · T, C]. */
function encoderLayer(net: Net, rows: Value, batch: Value, mask: Value, { heads, width, normEps, activation }: ClipNetwork): Value {
  const own = net.at('self_attn');
  const seen = layerNorm(net, rows, 'layer_norm1', normEps);
  const attended = attention(net, {
    query: linear(own, seen, 'q_proj'),
    key: linear(own, seen, 'k_proj'),
    value: linear(own, seen, 'v_proj'),
    batch,
    heads,
    headWidth: width / heads,
    mask,
  });
  const hidden = net.add(rows, linear(own, attended, 'out_proj'));
  const wide = linear(net, layerNorm(net, hidden, 'layer_norm2', normEps), 'mlp.fc1');
  return net.add(hidden, linear(net, activation === 'gelu' ? net.gelu(wide) : net.quickGelu(wide), 'mlp.fc2'));
}

/** The embeddings of places 0 … T − 1. */
function positions(net: Net, tokens: Value): Value {
  const { graph } = net;
  return graph.node('Slice', [net.parameter('position_embedding.weight'), graph.integers([0]), tokens, graph.integers([0])]);
}

/** No token sees what comes after it: [1, 1, T, T], zero where it may look and so low elsewhere that nothing is left of it. */
function causalMask(net: Net, tokens: Value, longest: number): Value {
  const { graph } = net;
  const hidden = -10000;
  const values = Array.from({ length: longest * longest }, (_, i) => (i % longest > Math.floor(i / longest) ? hidden : 0));
  const whole = graph.floats('causal mask', values, [1, 1, longest, longest]);
  return graph.node('Slice', [whole, graph.integers([0, 0]), net.shapeOf(tokens, tokens), graph.integers([2, 3])]);
}

/** The row of the first end token, projected. @param last [B, T, C] */
function pooled(top: Net, last: Value, ids: Value): Value {
  const { graph } = top;
  const isEnd = graph.node('Equal', [ids, graph.integers([endToken])], { type: 'bool' });
  const first = graph.node('ArgMax', [graph.cast(isEnd, 'float32')], { attributes: { axis: int(1), keepdims: int(1) }, type: 'int64' });
  const row = graph.node('GatherND', [last, first], { attributes: { batch_dims: int(1) } });
  return linear(top, row, 'text_projection');
}
