import { integer, join, message, text, varint } from './wireWriter';

/** Numbers of ONNX's element types. */
const elementTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10, float64: 11 } as const;
type Element = keyof typeof elementTypes;

export interface TestValue {
  readonly name: string;
  readonly type?: Element;
  readonly shape?: readonly (number | string)[];
}

export interface TestNode {
  /** With its domain before a colon, where it is not ONNX's own. */
  readonly op: string;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  /** What a Cast casts to. */
  readonly to?: Element;
  /** A Constant's number. */
  readonly value?: TestWeight;
  /** A branch or a loop's body. */
  readonly body?: readonly TestNode[];
}

export interface TestWeight {
  readonly name: string;
  readonly type?: Element;
  readonly dims?: readonly number[];
  /** Bytes in the graph itself; where they are left out, the weight lies at `location`. */
  readonly raw?: Uint8Array;
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

/** Writes the head of a network as an `.onnx` file. It need not run: only what it says of itself is looked at. */
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

function writeNode({ op, inputs = [], outputs = [], to, value, body }: TestNode): Uint8Array {
  const colon = op.lastIndexOf(':');
  return join(
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op.slice(colon + 1)),
    ...(to ? [message(5, join(text(1, 'to'), integer(3, elementTypes[to]), integer(20, 2)))] : []),
    ...(value ? [message(5, join(text(1, 'value'), message(5, writeTensor(value)), integer(20, 4)))] : []),
    ...(body
      ? [message(5, join(text(1, 'body'), message(6, join(...body.map((node) => message(1, writeNode(node))))), integer(20, 5)))]
      : []),
    ...(colon >= 0 ? [text(7, op.slice(0, colon))] : []),
  );
}

function writeTensor({ name, type = 'float32', dims = [], raw, location, offset, length }: TestWeight): Uint8Array {
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
