import { float, int, microsoft } from '../graph/graph';
import type { Value } from '../graph/graphModel';
import type { Net } from '../net';
import { sliceCount } from './sliceCount';

/** Queries, keys and values as rows: [B · T, heads · d] and twice [B · S, heads · d], of one batch. */
export interface AttentionInputs {
  readonly query: Value;
  readonly key: Value;
  readonly value: Value;
  /** B, as a whole number of shape [1]. */
  readonly batch: Value;
  readonly heads: number;
  /** d */
  readonly headWidth: number;
  /** How many times smaller than those of the latents the sides of the picture are that the queries tile. */
  readonly reduction?: number;
  /** Keys that are looked at, where these are not the queries' own tokens. */
  readonly keys?: number;
  /** Added to the scores, [1, 1, T, S]. */
  readonly mask?: Value;
  /** Scores and their softmax in single precision. */
  readonly wideScores?: boolean;
}

/** softmax(q · kᵀ / √d) · v for each head, as rows [B · T, heads · d]. */
export function attention(net: Net, given: AttentionInputs): Value {
  const { kind } = net.options.attention;
  const fusible = !given.wideScores && !given.mask;
  return kind === 'fused' && fusible ? fused(net, given) : inParts(net, given);
}

function fused(net: Net, { query, key, value, batch, heads, headWidth }: AttentionInputs): Value {
  const width = heads * headWidth;
  const tokens = (rows: Value) => net.reshape(rows, net.shapeOf(batch, -1, width));
  const attributes = { num_heads: int(heads), scale: float(headWidth ** -0.5) };
  const out = net.graph.node('MultiHeadAttention', [tokens(query), tokens(key), tokens(value)], { domain: microsoft, attributes });
  return net.reshapeTo(out, -1, width);
}

function inParts(net: Net, given: AttentionInputs): Value {
  const { graph } = net;
  const { batch, heads, headWidth, mask } = given;
  const type = given.wideScores ? 'float32' : net.type;
  const split = (rows: Value) => net.reshape(rows, net.shapeOf(batch, -1, heads, headWidth));
  // Queries are scaled before the product: in half precision the product of unscaled ones overflows.
  const scaled = net.multiply(given.query, net.number(headWidth ** -0.5));
  const queries = graph.cast(net.transpose(split(scaled), 0, 2, 1, 3), type);
  const keys = graph.cast(net.transpose(split(given.key), 0, 2, 3, 1), type);
  const values = net.transpose(split(given.value), 0, 2, 1, 3);
  const attend = (part: Value): Value => {
    const scores = graph.node('MatMul', [part, keys]);
    const weights = graph.node('Softmax', [mask ? net.add(scores, graph.cast(mask, type)) : scores], { attributes: { axis: int(-1) } });
    return graph.node('MatMul', [graph.cast(weights, net.type), values]);
  };
  const slices = sliceCount(net.options.attention, given);
  const out = slices > 1 ? inSlices(net, queries, slices, given, attend) : attend(queries);
  return net.reshapeTo(net.transpose(out, 0, 2, 1, 3), -1, heads * headWidth);
}

/** Graphics cards bind eight buffers to a shader at least: seven to read, one to write. */
const mostBuffers = 7;

/** The queries [B, heads, T, d] in so many slices of equal length, the last one filled up with zeros that are cut off again. */
function inSlices(
  net: Net,
  queries: Value,
  slices: number,
  { batch, heads, headWidth }: AttentionInputs,
  attend: (part: Value) => Value,
): Value {
  const { graph } = net;
  const integer = (value: number) => graph.integers([value]);
  const tokens = net.sides(queries, 2, 3);
  // (−T) mod n rows are missing until the slices are full.
  const missing = graph.node('Mod', [graph.node('Neg', [tokens]), integer(slices)]);
  const filled = graph.node('Pad', [queries, net.shapeOf(0, 0, 0, 0, 0, 0, missing, 0)]);
  const stacked = net.reshape(filled, net.shapeOf(batch, heads, slices, -1, headWidth));
  let parts = Array.from({ length: slices }, (_, i) =>
    attend(graph.node('Gather', [stacked, graph.integers([i], [])], { attributes: { axis: int(2) } })),
  );
  while (parts.length > 1)
    parts = Array.from({ length: Math.ceil(parts.length / mostBuffers) }, (_, i) =>
      net.concat(parts.slice(i * mostBuffers, (i + 1) * mostBuffers), 2),
    );
  return graph.node('Slice', [parts[0] ?? queries, integer(0), tokens, integer(2)]);
}

/** Tokens [B · T, C] of pictures [B, C, H, W], row by row. */
export function toRows(net: Net, x: Value, channels: number): Value {
  return net.reshapeTo(net.transpose(net.reshapeTo(x, 0, channels, -1), 0, 2, 1), -1, channels);
}

/** The way back. @param like a value with the pictures' batch and sides; `channels` may differ from its own. */
export function toPictures(net: Net, rows: Value, channels: number, like: Value): Value {
  const tokens = net.reshape(rows, net.shapeOf(net.sides(like, 0, 1), -1, channels));
  const shape = net.shapeOf(net.sides(like, 0, 1), channels, net.sides(like, 2, 4));
  return net.reshape(net.transpose(tokens, 0, 2, 1), shape);
}
