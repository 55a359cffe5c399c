import type { ClipNetwork } from '../../protocol/networkConfigs';
import type { TensorView } from '../../protocol/tensorView';
import { int } from '../graph/graph';
import type { Value } from '../graph/graphModel';
import { bindTensor } from '../graph/parameters';
import type { Net } from '../net';

/**
 * The embeddings of tokens, [B, T, C]. Added ones (textual inversions) stay in their own files: ids beyond the vocabulary are looked up
 * there. The table is brought to the type of the arithmetic first: devices without half precision cannot even look halves up.
 */
export function tokenEmbeddings(net: Net, ids: Value, { vocabulary, width }: ClipNetwork, added: readonly TensorView[]): Value {
  const { graph, type } = net;
  const view = net.view('token_embedding.weight');
  const table = bindTensor(graph, view, type);
  const gather = (rows: Value, at: Value) => graph.cast(graph.node('Gather', [rows, at], { attributes: { axis: int(0) } }), type);
  if (added.length === 0) return gather(table, ids);
  const known = graph.node('Min', [ids, graph.integers([vocabulary - 1])]);
  const beyond = graph.node('Max', [graph.node('Sub', [ids, graph.integers([vocabulary])]), graph.integers([0])]);
  const tables = added.map((own) => bindTensor(graph, own, 'float32', [(own.shape.length === 1 ? 1 : own.shape[0]) ?? 1, width]));
  const all = tables.length === 1 && tables[0] ? tables[0] : net.concat(tables, 0);
  const isAdded = graph.node('Greater', [ids, graph.integers([vocabulary - 1])], { type: 'bool' });
  const choice = net.graph.node('Unsqueeze', [isAdded, graph.integers([-1])]);
  return graph.node('Where', [choice, gather(all, beyond), gather(table, known)], { type });
}
