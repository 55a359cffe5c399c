import { integer, join, message, text, varint } from './wireWriter';

/** Numbers of ONNX's element types. */
const elementTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10, float64: 11 } as const;
export type ElementType = keyof typeof elementTypes;
export type GraphShape = readonly (number | string)[];

export interface TestValue {
  readonly name: string;
  readonly type?: ElementType;
  readonly shape?: GraphShape;
}

export interface TestNode {
  /** With its domain before a colon, where it is not ONNX's own. */
  readonly op: string;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  /** Whole numbers, lists of them, texts, or an element type by its name under `to`. */
  readonly attributes?: Readonly<Record<string, number | readonly number[] | string>>;
  /** A Constant's number. */
  readonly value?: TestWeight;
  /** A branch or a loop's body. */
  readonly body?: readonly TestNode[];
}

export interface TestWeight {
  readonly name: string;
  readonly type?: ElementType;
  readonly dims?: readonly number[];
  /** Bytes in the graph itself, or numbers, which say their type; where both are left out, the weight lies at `location`. */
  readonly raw?: Uint8Array;
  readonly data?: Float32Array | BigInt64Array;
  readonly location?: string;
  readonly offset?: number;
  readonly length?: number;
}

export interface TestGraph {
  readonly inputs?: readonly TestValue[];
  readonly outputs?: readonly TestValue[];
  readonly nodes?: readonly TestNode[];
  readonly weights?: readonly TestWeight[];
  readonly valueTypes?: readonly TestValue[];
  readonly opset?: number;
  readonly irVersion?: number;
}

/** Writes a network as an `.onnx` file: a few nodes that run for real, or a head of which only what it says of itself is looked at. */
export function writeOnnx({
  inputs = [],
  outputs = [],
  nodes = [],
  weights = [],
  valueTypes = [],
  opset = 17,
  irVersion = 8,
}: TestGraph): Uint8Array {
  const graph = join(
    ...nodes.map((node) => message(1, writeNode(node))),
    text(2, 'test'),
    ...weights.map((weight) => message(5, writeTensor(weight))),
    ...inputs.map((value) => message(11, writeValue(value))),
    ...outputs.map((value) => message(12, writeValue(value))),
    ...valueTypes.map((value) => message(13, writeValue(value))),
  );
  return join(
    integer(1, irVersion),
    text(2, 'test writer'),
    message(7, graph),
    message(8, integer(2, opset)),
    message(8, join(text(1, 'com.microsoft'), integer(2, 1))),
  );
}

function writeNode({ op, inputs = [], outputs = [], attributes = {}, value, body }: TestNode): Uint8Array {
  const colon = op.lastIndexOf(':');
  return join(
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op.slice(colon + 1)),
    ...Object.entries(attributes).map(([name, given]) => message(5, writeAttribute(name, given))),
    ...(value ? [message(5, join(text(1, 'value'), message(5, writeTensor(value)), integer(20, 4)))] : []),
    ...(body
      ? [message(5, join(text(1, 'body'), message(6, join(...body.map((node) => message(1, writeNode(node))))), integer(20, 5)))]
      : []),
    ...(colon >= 0 ? [text(7, op.slice(0, colon))] : []),
  );
}

function writeAttribute(name: string, value: number | readonly number[] | string): Uint8Array {
  if (name === 'to') return join(text(1, name), integer(3, elementTypes[value as ElementType]), integer(20, 2));
  if (typeof value === 'string') return join(text(1, name), text(4, value), integer(20, 3));
  if (typeof value === 'number') return join(text(1, name), integer(3, value), integer(20, 2));
  return join(text(1, name), ...value.map((one) => integer(8, one)), integer(20, 7));
}

function writeTensor({ name, data, type = data instanceof BigInt64Array ? 'int64' : 'float32', ...rest }: TestWeight): Uint8Array {
  const { dims = [], location, offset, length } = rest;
  const raw = data ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : rest.raw;
  const entry = (key: string, value: string | number | undefined): Uint8Array[] =>
    value === undefined ? [] : [message(13, join(text(1, key), text(2, String(value))))];
  const where =
    raw || location === undefined
      ? [message(9, raw ?? new Uint8Array())]
      : [...entry('location', location), ...entry('offset', offset), ...entry('length', length), integer(14, 1)];
  return join(message(1, join(...dims.map(varint))), integer(2, elementTypes[type]), text(8, name), ...where);
}

function writeValue({ name, type = 'float32', shape = [] }: TestValue): Uint8Array {
  const sides = shape.map((side) => message(1, typeof side === 'number' ? integer(1, side) : text(2, side)));
  return join(text(1, name), message(2, message(1, join(integer(1, elementTypes[type]), message(2, join(...sides))))));
}
