import { Fault } from '../../protocol/faults';
import type { LoraModule } from '../../protocol/loraModules';
import type { TensorView } from '../../protocol/tensorView';
import type { Graph } from '../graph/graph';
import { int, ints } from '../graph/graph';
import type { ElementType, Value } from '../graph/graphModel';
import { bindTensor } from '../graph/parameters';
import { ChangeMaths } from './changeMaths';
import { delta } from './delta';
import type { Strengths } from './strengths';
import { tr } from '../../texts/texts';

export interface WeightChange {
  readonly graph: Graph;
  readonly strengths: Strengths;
  /** Which of the graph's LoRAs. */
  readonly lora: number;
  readonly module: LoraModule;
  /** Shape of the weight: [rows, columns …]. */
  readonly dims: readonly number[];
  /** The weight itself, or null where it cannot be had (quantised). */
  readonly weight: Value | null;
  /** What the change is to come out in; it is computed in single precision. */
  readonly type: ElementType;
}

/** strength · ΔW of a module, in the shape of the weight. */
export function weightChange(change: WeightChange): Value {
  const { graph, module, strengths, lora, type, dims } = change;
  const scale = module.kind === 'difference' ? 1 : module.scale;
  const dora = module.kind === 'difference' ? undefined : module.dora;
  const value = dora
    ? doraChange(change, dora, scale)
    : delta(new ChangeMaths(graph), module, strengths.scaled(lora, scale, 'float32'), dims);
  return graph.cast(value, type);
}

/** strength · (V · magnitude / ‖V‖ − W) with V = W + ΔW; norms by output or by input channel, as the magnitudes are. */
function doraChange({ graph, strengths, lora, module, dims, weight }: WeightChange, dora: TensorView, scale: number): Value {
  if (!weight)
    throw new Fault(
      'package-unsupported',
      tr`A DoRA changes the directions of weights, which are not there in a quantised network.`,
      tr`Open the model in full or half precision, or remove this LoRA.`,
    );
  const base = graph.cast(weight, 'float32');
  const moved = graph.node('Add', [base, delta(new ChangeMaths(graph), module, strengths.unfolded(lora, scale), dims)]);
  const keptAxis = dora.shape[0] === dims[0] ? 0 : 1;
  const axes = dims.flatMap((_, axis) => (axis === keptAxis ? [] : [axis]));
  const norm = graph.node('ReduceL2', [moved], { attributes: { axes: ints(...axes), keepdims: int(1) } });
  const sides = dims.map((side, axis) => (axes.includes(axis) ? 1 : side));
  const turned = graph.node('Mul', [moved, graph.node('Div', [bindTensor(graph, dora, 'float32', sides), norm])]);
  return graph.node('Mul', [graph.node('Sub', [turned, base]), strengths.scaled(lora, 1, 'float32')]);
}
