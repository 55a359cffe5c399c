import type { Attributes, ElementType, GraphModel, GraphNode, GraphValue, Initialiser, InitialiserData, Value } from './graphModel';

/** What a node may be given besides its inputs. */
export interface NodeSettings {
  readonly attributes?: Attributes;
  /** Of what comes out; that of the first input where it is left out. */
  readonly type?: ElementType;
  readonly domain?: string;
}

export const int = (value: number) => ({ int: value });
export const float = (value: number) => ({ float: value });
export const ints = (...values: readonly number[]) => ({ ints: values });
export const text = (value: string) => ({ text: value });

/** ONNX Runtime's own operators. */
export const microsoft = 'com.microsoft';

/** A graph in the making: nodes in the order in which they are written down, names made up on the way. */
export class Graph {
  private readonly inputs: GraphValue[] = [];
  private readonly outputs: GraphValue[] = [];
  private readonly nodes: GraphNode[] = [];
  private readonly initialisers: Initialiser[] = [];
  private readonly shared = new Map<string, Value>();
  private count = 0;

  constructor(private readonly name: string) {}

  input(name: string, type: ElementType, shape: readonly (number | string)[]): Value {
    const value = { name, type, shape };
    this.inputs.push(value);
    return value;
  }

  /** Declares an output. @param value what comes out under this name. */
  output(name: string, value: Value, shape: readonly (number | string)[]): void {
    this.nodes.push({ op: 'Identity', domain: '', inputs: [value.name], outputs: [name], attributes: {} });
    this.outputs.push({ name, type: value.type, shape });
  }

  /** A node with one output. A null stands for an input that is left out. */
  node(op: string, inputs: readonly (Value | null)[], settings: NodeSettings = {}): Value {
    const [value] = this.nodeWith(1, op, inputs, settings);
    return value as Value;
  }

  /** A node with several outputs, all of one type. */
  nodeWith(outputs: number, op: string, inputs: readonly (Value | null)[], settings: NodeSettings = {}): readonly Value[] {
    const type = settings.type ?? inputs[0]?.type ?? 'float32';
    const values = Array.from({ length: outputs }, () => ({ name: `${op}_${this.count++}`, type }));
    this.nodes.push({
      op,
      domain: settings.domain ?? '',
      inputs: inputs.map((input) => input?.name ?? ''),
      outputs: values.map((value) => value.name),
      attributes: settings.attributes ?? {},
    });
    return values;
  }

  /** What is asked for under the same key more than once is made once. */
  once(key: string, make: () => Value): Value {
    const made = this.shared.get(key) ?? make();
    this.shared.set(key, made);
    return made;
  }

  initialiser(name: string, type: ElementType, dims: readonly number[], data: InitialiserData): Value {
    const value = { name, type };
    this.initialisers.push({ ...value, dims, data });
    return value;
  }

  /** Whole numbers in the graph itself, such as shapes and axes. */
  integers(values: readonly number[], dims: readonly number[] = [values.length]): Value {
    const name = `integers ${values.join(' ')} [${dims.join(' ')}]`;
    return this.once(name, () =>
      this.initialiser(name, 'int64', dims, { kind: 'inline', bytes: new Uint8Array(BigInt64Array.from(values, BigInt).buffer) }),
    );
  }

  /** Numbers in the graph itself. @param name names them; the same name is the same numbers. */
  floats(name: string, values: readonly number[], dims: readonly number[] = [values.length]): Value {
    return this.once(name, () =>
      this.initialiser(name, 'float32', dims, { kind: 'inline', bytes: new Uint8Array(Float32Array.from(values).buffer) }),
    );
  }

  cast(value: Value, type: ElementType): Value {
    if (value.type === type) return value;
    return this.once(`cast ${value.name} ${type}`, () => this.node('Cast', [value], { attributes: { to: int(castNumbers[type]) }, type }));
  }

  /** The graph as it stands. */
  finish(): GraphModel {
    const { name, inputs, outputs, nodes, initialisers } = this;
    return { name, inputs, outputs, nodes, initialisers };
  }
}

const castNumbers: Readonly<Record<ElementType, number>> = { float32: 1, uint8: 2, int8: 3, int64: 7, bool: 9, float16: 10 };
