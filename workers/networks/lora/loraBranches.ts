import type { LoraModule, LoraTable } from '../../protocol/loraModules';
import type { TensorView } from '../../protocol/tensorView';
import type { Graph } from '../graph/graph';
import { int, ints } from '../graph/graph';
import type { Attributes, ElementType, Value } from '../graph/graphModel';
import { bindTensor } from '../graph/parameters';
import { elementsOf } from './changeMaths';
import { Strengths } from './strengths';
import { weightChange } from './weightChange';

interface Change {
  /** Which of the graph's LoRAs. */
  readonly lora: number;
  readonly module: LoraModule;
}

type LowRank = Extract<LoraModule, { kind: 'lora' }>;

/**
 * What a graph's LoRAs change. Changes of low rank run beside the layer: two thin products whose weights lie in the LoRA's own file, and
 * strength 0 leaves the layer's own numbers to the bit. The others (LoHa, LoKr, DoRA, differences) are computed from their own small
 * tensors at every run and added to the weight.
 */
export class LoraBranches {
  private readonly strengths: Strengths;

  constructor(
    private readonly graph: Graph,
    private readonly type: ElementType,
    private readonly tables: readonly LoraTable[],
  ) {
    this.strengths = new Strengths(graph, tables.length);
  }

  /** Whether a change needs the weight itself, not only its product: DoRA takes its norm. */
  needsWeight(name: string): boolean {
    return this.changesOf(name).some(({ module }) => 'dora' in module && module.dora !== undefined);
  }

  /** A parameter with those changes to it that do not run beside its layer. @param dims its shape. */
  changed(name: string, weight: Value, dims: readonly number[]): Value {
    return this.changesOf(name)
      .filter(({ module }) => !isLowRank(module))
      .map((change) => this.changeOf(change, dims, weight))
      .reduce((sum, change) => this.graph.node('Add', [sum, change]), weight);
  }

  /**
   * A linear layer's product [M, N] and its changes of low rank.
   * @param wholly the weight is quantised: its other changes run beside it too.
   */
  linearBranches(name: string, rows: Value, product: Value, shape: readonly [number, number], wholly = false): Value {
    const { graph } = this;
    return this.changesOf(name).reduce((sum, change) => {
      const { lora, module } = change;
      const transB = int(1);
      if (!isLowRank(module)) {
        return wholly ? graph.node('Gemm', [rows, this.changeOf(change, shape, null), sum], { attributes: { transB } }) : sum;
      }
      const rank = rankOf(module);
      const down = graph.node('Gemm', [rows, this.bind(module.down, [rank, shape[1]])], { attributes: { transB } });
      const scaled = graph.node('Mul', [down, this.strengths.scaled(lora, module.scale, this.type)]);
      // The sum is the product's own third operand: no pass over the output more.
      return graph.node('Gemm', [scaled, this.bind(module.up, [shape[0], rank]), sum], { attributes: { transB } });
    }, product);
  }

  /**
   * A convolution's output and its changes of low rank.
   * @param kernel [O, I, kh, kw] of the layer.
   * @param attributes its strides and pads.
   */
  convBranches(name: string, x: Value, output: Value, kernel: readonly number[], attributes: Attributes): Value {
    const { graph } = this;
    const [outputs = 0, inputs = 0, ...window] = kernel;
    return this.changesOf(name).reduce((sum, { lora, module }) => {
      if (!isLowRank(module)) return sum;
      const rank = rankOf(module);
      const columns = elementsOf(module.down.shape) / rank;
      const own = module.mid ? columns : columns / elementsOf(window);
      // A change of 4 channels on a UNet of 9 (inpainting) changes the first 4.
      const seen = own < inputs ? graph.node('Slice', [x, ...[[0], [own], [1]].map((at) => graph.integers(at))]) : x;
      const down = module.mid
        ? graph.node(
            'Conv',
            [
              graph.node('Conv', [seen, this.bind(module.down, [rank, own, 1, 1])]),
              this.bind(module.mid, [module.mid.shape[0] ?? rank, rank, ...window]),
            ],
            { attributes },
          )
        : graph.node('Conv', [seen, this.bind(module.down, [rank, own, ...window])], { attributes });
      const scaled = graph.node('Mul', [down, this.strengths.scaled(lora, module.scale, this.type)]);
      const up = this.bind(module.up, [outputs, elementsOf(module.up.shape) / outputs, 1, 1]);
      return graph.node('Add', [sum, graph.node('Conv', [scaled, up], { attributes: { kernel_shape: ints(1, 1) } })]);
    }, output);
  }

  private changeOf({ lora, module }: Change, dims: readonly number[], weight: Value | null): Value {
    return weightChange({ graph: this.graph, strengths: this.strengths, lora, module, dims, weight, type: this.type });
  }

  private bind(view: TensorView, dims: readonly number[]): Value {
    return bindTensor(this.graph, view, this.type, dims);
  }

  private changesOf(name: string): readonly Change[] {
    return this.tables.flatMap((table, lora) => (table.get(name) ?? []).map((module) => ({ lora, module })));
  }
}

function isLowRank(module: LoraModule): module is LowRank {
  return module.kind === 'lora' && module.dora === undefined;
}

function rankOf({ down }: LowRank): number {
  return down.shape[0] ?? 1;
}
