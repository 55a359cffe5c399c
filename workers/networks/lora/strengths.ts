import type { Graph } from '../graph/graph';
import type { ElementType, Value } from '../graph/graphModel';

/** The strengths of a graph's LoRAs: one input of shape [1] a file, in single precision whatever the arithmetic. */
export class Strengths {
  private readonly inputs: readonly Value[];

  constructor(
    private readonly graph: Graph,
    count: number,
  ) {
    this.inputs = Array.from({ length: count }, (_, i) => graph.input(strengthInput(i), 'float32', [1]));
  }

  /** strength · scale, where scale is a module's alpha / rank. */
  scaled(lora: number, scale: number, type: ElementType): Value {
    const { graph } = this;
    const strength = this.of(lora);
    const value =
      scale === 1
        ? strength
        : graph.once(`strength ${lora} ${scale}`, () => graph.node('Mul', [strength, graph.floats(`scale ${scale}`, [scale])]));
    return graph.cast(value, type);
  }

  /**
   * A number of which the runtime cannot know before a run that it does not change: what is multiplied by it is computed at every run
   * and not folded into gigabytes when the session is made.
   */
  unfolded(lora: number, value: number): Value {
    const { graph } = this;
    return graph.once(`unfolded ${lora} ${value}`, () => {
      const nothing = graph.node('Mul', [this.of(lora), graph.floats('nothing', [0])]);
      return graph.node('Add', [nothing, graph.floats(`scale ${value}`, [value])]);
    });
  }

  private of(lora: number): Value {
    const input = this.inputs[lora];
    if (!input) throw new RangeError(`There is no LoRA ${lora} in this graph.`);
    return input;
  }
}

/** The name of the input that a LoRA's strength is; 0 leaves the network as it is. */
export function strengthInput(lora: number): string {
  return `lora_strength_${lora}`;
}

/** Which LoRA an input is the strength of; null where it is another input. */
export function strengthIndex(input: string): number | null {
  const digits = /^lora_strength_(\d+)$/.exec(input)?.[1];
  return digits === undefined ? null : Number(digits);
}
