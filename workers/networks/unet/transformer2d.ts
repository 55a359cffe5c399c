import type { Value } from '../graph/graphModel';
import { attention, toPictures, toRows } from '../layers/attention';
import { linear } from '../layers/linear';
import { groupNorm, layerNorm } from '../layers/norms';
import type { Net } from '../net';

export interface TransformerSettings {
  /** How many blocks; 0 leaves the projections alone. */
  readonly depth: number;
  readonly heads: number;
  readonly groups: number;
  /** How many times smaller than those of the latents the sides are here. */
  readonly reduction: number;
  readonly wideScores: boolean;
  /** The text's tokens as rows [B · T, width]. */
  readonly text: Value;
}

/** diffusers' Transformer2DModel on [B, C, H, W]. Its projections are 1×1 convolutions or linear layers: same bytes, same product. */
export function transformer2d(net: Net, x: Value, settings: TransformerSettings): Value {
  const channels = net.view('norm.weight').shape[0] ?? 0;
  const batch = net.sides(x, 0, 1);
  let rows = linear(net, toRows(net, groupNorm(net, x, 'norm', settings.groups, 1e-6), channels), 'proj_in');
  for (let i = 0; i < settings.depth; i++) rows = transformerBlock(net.at(`transformer_blocks.${i}`), rows, batch, settings);
  return net.add(toPictures(net, linear(net, rows, 'proj_out'), channels, x), x);
}

/** diffusers' BasicTransformerBlock. */
function transformerBlock(net: Net, rows: Value, batch: Value, settings: TransformerSettings): Value {
  const { text } = settings;
  const own = layerNorm(net, rows, 'norm1', 1e-5);
  let hidden = net.add(attentionLayer(net.at('attn1'), own, own, batch, settings), rows);
  hidden = net.add(attentionLayer(net.at('attn2'), layerNorm(net, hidden, 'norm2', 1e-5), text, batch, settings), hidden);
  return net.add(feedForward(net.at('ff'), layerNorm(net, hidden, 'norm3', 1e-5)), hidden);
}

/** diffusers' Attention. @param context what is looked at: the tokens themselves, or the text's. */
function attentionLayer(net: Net, rows: Value, context: Value, batch: Value, settings: TransformerSettings): Value {
  const { heads, reduction, wideScores } = settings;
  const headWidth = (net.view('to_q.weight').shape[0] ?? 0) / heads;
  const out = attention(net, {
    query: linear(net, rows, 'to_q'),
    key: linear(net, context, 'to_k'),
    value: linear(net, context, 'to_v'),
    batch,
    heads,
    headWidth,
    reduction,
    wideScores,
    ...(context !== rows && { keys: usualTextTokens }),
  });
  return linear(net, out, 'to_out.0');
}

/** CLIP's length; longer prompts are a few times that, which no limit on attention notices. */
const usualTextTokens = 77;

/** diffusers' FeedForward with GEGLU: the first half of the projection times the Gelu of the second. */
function feedForward(net: Net, rows: Value): Value {
  const [value, gate] = net.split(linear(net, rows, 'net.0.proj'), 2, 1);
  return value && gate ? linear(net, net.multiply(value, net.gelu(gate)), 'net.2') : rows;
}
