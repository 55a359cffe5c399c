import type { WeightTable } from '../protocol/tensorView';
import { Graph } from './graph/graph';
import { LoraBranches } from './lora/loraBranches';
import { Net } from './net';
import type { GraphOptions } from './options';

/** The top of a network: an empty graph and its weights. */
export function openNet(name: string, weights: WeightTable, options: GraphOptions): Net {
  const graph = new Graph(name);
  const type = options.compute === 'fp16' ? 'float16' : 'float32';
  return new Net({ graph, weights, options, type, loras: new LoraBranches(graph, type, options.loras) });
}
