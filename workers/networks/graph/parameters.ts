import type { TensorView } from '../../protocol/tensorView';
import type { Graph } from './graph';
import type { ElementType, Rewriting, Value } from './graphModel';

/**
 * How a tensor that no runtime takes as it lies is written anew. Brain floats and 8-bit floats fit into halves; scaled ones and doubles do
 * not without loss.
 */
function rewritingOf({ dtype, scale }: TensorView): Rewriting | null {
  if (scale) return 'float32';
  if (dtype === 'F16' || dtype === 'F32') return null;
  return dtype === 'BF16' || dtype === 'F8_E4M3' || dtype === 'F8_E5M2' ? 'float16' : 'float32';
}

/**
 * Binds a tensor to its bytes and brings it to a type.
 * @param dims the shape as the graph needs it; any of as many elements.
 * @returns the weight, behind a Cast where it is stored in another type: session creation folds it.
 */
export function bindTensor(graph: Graph, view: TensorView, type: ElementType, dims: readonly number[] = view.shape): Value {
  const name = `${view.file}:${view.offset} [${dims.join(' ')}]`;
  const stored = graph.once(name, () => {
    const to = rewritingOf(view);
    if (to)
      return graph.initialiser(name, to === 'float32' ? to : 'float16', dims, {
        kind: 'rewritten',
        job: { from: view, to },
        half: 'values',
      });
    const { file, offset, sizeBytes } = view;
    return graph.initialiser(name, view.dtype === 'F32' ? 'float32' : 'float16', dims, { kind: 'file', file, offset, sizeBytes });
  });
  return graph.cast(stored, type);
}

/** A tensor in whole numbers, and the scales behind them in the type of the arithmetic. */
export interface QuantisedTensor {
  readonly values: Value;
  readonly scales: Value;
}

/** Binds a tensor to the whole numbers that a side file will hold. @param dims those of the values and of the scales. */
export function bindQuantised(
  graph: Graph,
  view: TensorView,
  to: 'rows8' | 'blocks8' | 'blocks4',
  dims: { readonly values: readonly number[]; readonly scales: readonly number[] },
  type: ElementType,
): QuantisedTensor {
  const job = { from: view, to };
  const name = `${view.file}:${view.offset} ${to}`;
  const values = graph.once(`${name} values`, () =>
    graph.initialiser(`${name} values`, to === 'rows8' ? 'int8' : 'uint8', dims.values, { kind: 'rewritten', job, half: 'values' }),
  );
  const scales = graph.once(`${name} scales`, () =>
    graph.initialiser(`${name} scales`, 'float16', dims.scales, { kind: 'rewritten', job, half: 'scales' }),
  );
  return { values, scales: graph.cast(scales, type) };
}
