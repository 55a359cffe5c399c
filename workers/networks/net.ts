import { Fault } from '../protocol/faults';
import type { TensorView, WeightTable } from '../protocol/tensorView';
import type { Graph } from './graph/graph';
import { float, int, ints, microsoft, text } from './graph/graph';
import type { ElementType, Value } from './graph/graphModel';
import { bindTensor } from './graph/parameters';
import type { GraphOptions } from './options';
import type { LoraBranches } from './lora/loraBranches';
import { tr } from '../texts/texts';

/** What all layers of a network share. */
export interface NetContext {
  readonly graph: Graph;
  readonly weights: WeightTable;
  readonly options: GraphOptions;
  /** The type of the arithmetic. */
  readonly type: ElementType;
  readonly loras: LoraBranches;
}

/**
 * The language in which the networks are written: a place among diffusers' modules, and what can be done there. Layers with
 * weights are in `layers/`; here is what has none. Shapes in comments: B batch, C channels, H and W sides, T tokens.
 */
export class Net {
  readonly graph: Graph;
  readonly type: ElementType;
  readonly options: GraphOptions;

  constructor(
    readonly context: NetContext,
    /** The module's name with a dot behind it, or nothing at the top. */
    readonly prefix = '',
  ) {
    this.graph = context.graph;
    this.type = context.type;
    this.options = context.options;
  }

  /** The module of that name within this one. */
  at(module: string): Net {
    return new Net(this.context, `${this.prefix}${module}.`);
  }

  has(parameter: string): boolean {
    return this.context.weights.has(this.prefix + parameter);
  }

  /** Throws a Fault `package-invalid` naming a parameter that is not there. */
  view(parameter: string): TensorView {
    const view = this.context.weights.get(this.prefix + parameter);
    if (view) return view;
    throw new Fault(
      'package-invalid',
      tr`The weights of “${this.prefix}${parameter}” are missing.`,
      tr`The file is incomplete or belongs to another network. Load it again, or choose another one.`,
    );
  }

  /** A parameter with all LoRA changes to it, in the type of the arithmetic or another one. */
  parameter(name: string, type: ElementType = this.type, dims?: readonly number[]): Value {
    const view = this.view(name);
    const bound = bindTensor(this.graph, view, type, dims ?? view.shape);
    return this.context.loras.changed(this.prefix + name, bound, dims ?? view.shape);
  }

  add(a: Value, b: Value): Value {
    return this.graph.node('Add', [a, b]);
  }

  multiply(a: Value, b: Value): Value {
    return this.graph.node('Mul', [a, b]);
  }

  /** A number in the type of the arithmetic, or in another one. */
  number(value: number, type: ElementType = this.type): Value {
    return this.graph.cast(this.graph.floats(`number ${value}`, [value], []), type);
  }

  /** x · sigmoid(x) */
  silu(x: Value): Value {
    return this.quickGelu(x, 1);
  }

  /** x · sigmoid(1.702 x) */
  quickGelu(x: Value, alpha = 1.702): Value {
    return this.graph.node('QuickGelu', [x], { domain: microsoft, attributes: { alpha: float(alpha) } });
  }

  /** The exact one, with erf. */
  gelu(x: Value): Value {
    return this.graph.node('Gelu', [x], { domain: microsoft });
  }

  relu(x: Value): Value {
    return this.graph.node('Relu', [x]);
  }

  concat(parts: readonly Value[], axis: number): Value {
    return this.graph.node('Concat', parts, { attributes: { axis: int(axis) } });
  }

  reshape(x: Value, shape: Value): Value {
    return this.graph.node('Reshape', [x, shape]);
  }

  /** @param shape with at most one −1 for what is left, and 0 for sides that stay. */
  reshapeTo(x: Value, ...shape: readonly number[]): Value {
    return this.reshape(x, this.graph.integers(shape));
  }

  transpose(x: Value, ...order: readonly number[]): Value {
    return this.graph.node('Transpose', [x], { attributes: { perm: ints(...order) } });
  }

  split(x: Value, parts: number, axis: number): readonly Value[] {
    return this.graph.nodeWith(parts, 'Split', [x], { attributes: { axis: int(axis) } });
  }

  /** The sides from `first` to before `end`, as whole numbers. */
  sides(x: Value, first: number, end: number): Value {
    return this.graph.once(`sides ${x.name} ${first} ${end}`, () =>
      this.graph.node('Shape', [x], { type: 'int64', attributes: { start: int(first), end: int(end) } }),
    );
  }

  /** A shape of which some sides are known and some are those of another value; see `sides`. */
  shapeOf(...sides: readonly (number | Value)[]): Value {
    const key = `shape ${sides.map((side) => (typeof side === 'number' ? side : side.name)).join(' ')}`;
    return this.graph.once(key, () =>
      this.concat(
        sides.map((side) => (typeof side === 'number' ? this.graph.integers([side]) : side)),
        0,
      ),
    );
  }

  /** Nearest neighbours to the given height and width. @param size both, as whole numbers. */
  resizeNearest(x: Value, size: Value): Value {
    const sizes = this.shapeOf(this.sides(x, 0, 2), size);
    return this.graph.node('Resize', [x, null, null, sizes], { attributes: nearest });
  }

  doubled(x: Value): Value {
    const scales = this.graph.floats('twice', [1, 1, 2, 2]);
    return this.graph.node('Resize', [x, null, scales], { attributes: nearest });
  }
}

const nearest = { mode: text('nearest'), coordinate_transformation_mode: text('asymmetric'), nearest_mode: text('floor') };
