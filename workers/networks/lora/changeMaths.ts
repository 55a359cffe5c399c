import type { TensorView } from '../../protocol/tensorView';
import type { Graph } from '../graph/graph';
import { ints } from '../graph/graph';
import type { Value } from '../graph/graphModel';
import { bindTensor } from '../graph/parameters';

/** Products of small matrices that stay in a LoRA's file. In single precision: products of small halves underflow. */
export class ChangeMaths {
  constructor(readonly graph: Graph) {}

  /** A tensor as a matrix of so many rows. */
  rows(view: TensorView, rows: number): Value {
    return bindTensor(this.graph, view, 'float32', [rows, elementsOf(view.shape) / rows]);
  }

  shaped(value: Value, shape: readonly number[]): Value {
    return this.graph.node('Reshape', [value, this.graph.integers(shape)]);
  }

  times(a: Value, b: Value): Value {
    return this.graph.node('Mul', [a, b]);
  }

  /** factor · a · b of a [out, rank] and b [rank, columns]; the factor goes to the smaller one. */
  product(a: TensorView, b: TensorView, factor: Value | null): Value {
    const rank = b.shape[0] ?? 1;
    const left = this.rows(a, elementsOf(a.shape) / rank);
    return this.matrices(factor ? this.times(left, factor) : left, this.rows(b, rank));
  }

  /**
   * factor · Σ core[p, q, k] · a[p, out] · b[q, in] → [out, in · kh · kw], the window k last.
   * @param a as a matrix [out, p].
   */
  tucker(core: TensorView, a: Value, b: TensorView, factor: Value | null): Value {
    const [p = 1, q = 1, ...window] = core.shape;
    const outer = this.matrices(factor ? this.times(a, factor) : a, this.rows(core, p));
    const perInput = this.transposed(this.shaped(outer, [-1, q, elementsOf(window)]));
    return this.transposed(this.matrices(perInput, this.rows(b, q)));
  }

  /** a [p, out] as [out, p]. */
  turned(a: TensorView, p: number): Value {
    return this.graph.node('Transpose', [this.rows(a, p)], { attributes: { perm: ints(1, 0) } });
  }

  private matrices(a: Value, b: Value): Value {
    return this.graph.node('MatMul', [a, b]);
  }

  private transposed(value: Value): Value {
    return this.graph.node('Transpose', [value], { attributes: { perm: ints(0, 2, 1) } });
  }
}

export function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
