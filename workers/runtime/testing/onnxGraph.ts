import { integer, join, message, text } from '../../packages/testing/wireWriter';

/** Numbers of ONNX's element types. */
const elementTypes = { float32: 1, int32: 6, int64: 7, float16: 10, float64: 11 } as const;

export type ElementType = keyof typeof elementTypes;
export type GraphShape = readonly (number | string)[];

export interface GraphValue {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: GraphShape;
}

export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers, lists of them, texts, or an element type by its name under `to`. */
  readonly attributes?: Readonly<Record<string, number | readonly number[] | string>>;
}

export interface Graph {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly nodes: readonly GraphNode[];
  /** Float32 or int64 constants by name; float32 ones may lie in a file beside the graph. */
  readonly weights?: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly data: Float32Array | BigInt64Array | ExternalWeights }>
  >;
}

/** Where a constant lies in a file beside the graph. */
export interface ExternalWeights {
  readonly location: string;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
}

/** Writes a graph as the bytes of an `.onnx` file: networks of a few nodes, for tests that run them for real. */
export function onnxGraph({ inputs, outputs, nodes, weights = {} }: Graph): Uint8Array {
  const graph = join(
    ...nodes.map((node) => message(1, writeNode(node))),
    text(2, 'test'),
    ...Object.entries(weights).map(([name, { shape, data }]) =>
      message(
        5,
        join(
          ...shape.map((side) => integer(1, side)),
          integer(2, data instanceof BigInt64Array ? elementTypes.int64 : elementTypes.float32),
          text(8, name),
          writeData(data),
        ),
      ),
    ),
    ...inputs.map((value) => message(11, writeValue(value))),
    ...outputs.map((value) => message(12, writeValue(value))),
  );
  return join(integer(1, 8), message(8, integer(2, 17)), message(7, graph));
}

function writeData(data: Float32Array | BigInt64Array | ExternalWeights): Uint8Array {
  if (!('location' in data)) return message(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const entry = (key: string, value: string): Uint8Array => message(13, join(text(1, key), text(2, value)));
  return join(
    entry('location', data.location),
    entry('offset', String(data.offsetBytes)),
    entry('length', String(data.sizeBytes)),
    integer(14, 1),
  );
}

function writeNode({ op, inputs, outputs, attributes = {} }: GraphNode): Uint8Array {
  return join(
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => message(5, writeAttribute(name, value))),
  );
}

function writeAttribute(name: string, value: number | readonly number[] | string): Uint8Array {
  if (name === 'to') return join(text(1, name), integer(3, elementTypes[value as ElementType]), integer(20, 2));
  if (typeof value === 'string') return join(text(1, name), text(4, value), integer(20, 3));
  if (typeof value === 'number') return join(text(1, name), integer(3, value), integer(20, 2));
  return join(text(1, name), ...value.map((one) => integer(8, one)), integer(20, 7));
}

function writeValue({ name, type, shape }: GraphValue): Uint8Array {
  const sides = shape.map((side) => message(1, typeof side === 'number' ? integer(1, side) : text(2, side)));
  return join(text(1, name), message(2, message(1, join(integer(1, elementTypes[type]), message(2, join(...sides))))));
}
