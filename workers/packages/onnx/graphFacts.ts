import type { Precision } from '../../protocol/importReport';
import { elementBytes } from './elementTypes';
import type { GraphHeader, HeaderNode } from './graphHeader';

/** What follows from a graph's header. */
export interface GraphFacts {
  /** How often each operator occurs, by `domain:Name`, or `Name` for ONNX's own. */
  readonly operators: ReadonlyMap<string, number>;
  /** Bytes of weights by element type, most first. */
  readonly weights: readonly { readonly type: string; readonly sizeBytes: number }[];
  /** Operators that compute in half and in double precision. */
  readonly halfOperators: ReadonlySet<string>;
  readonly doubleOperators: ReadonlySet<string>;
  readonly precision: Precision;
}

const dynamicOperators: ReadonlySet<string> = new Set([
  'MatMulInteger',
  'ConvInteger',
  'DynamicQuantizeLinear',
  'QLinearConv',
  'QLinearMatMul',
  'com.microsoft:DynamicQuantizeMatMul',
  'com.microsoft:MatMulIntegerToFloat',
  'com.microsoft:QAttention',
]);

/** They answer in another type than they are given, or do no arithmetic worth naming. */
const converters: ReadonlySet<string> = new Set(['Cast', 'Constant', 'DequantizeLinear', 'QuantizeLinear', 'Shape', 'Size']);

export function graphFacts(header: GraphHeader): GraphFacts {
  const operators = new Map<string, number>();
  for (const node of header.nodes) operators.set(operatorName(node), (operators.get(operatorName(node)) ?? 0) + 1);
  const weights = weightsByType(header);
  const halfOperators = operatorsOn(header, 'float16');
  return {
    operators,
    weights,
    halfOperators,
    doubleOperators: operatorsOn(header, 'float64'),
    precision: precisionOf(operators, weights, halfOperators.size > 0),
  };
}

/** Those of the graph's operators that quantise activations while they run. */
export function dynamicIntegers({ operators }: GraphFacts): readonly string[] {
  return [...operators.keys()].filter((operator) => dynamicOperators.has(operator));
}

function operatorName({ op, domain }: HeaderNode): string {
  return domain === '' ? op : `${domain}:${op}`;
}

function weightsByType(header: GraphHeader): readonly { type: string; sizeBytes: number }[] {
  const bytes = new Map<string, number>();
  for (const { type, dims } of header.weights)
    bytes.set(
      type,
      (bytes.get(type) ?? 0) +
        elementBytes(
          type,
          dims.reduce((count, side) => count * Math.max(side, 0), 1),
        ),
    );
  return [...bytes].map(([type, sizeBytes]) => ({ type, sizeBytes })).sort((a, b) => b.sizeBytes - a.sizeBytes);
}

/** Operators with a value of a type among what they take or give, as far as types can be told from one to the next. */
function operatorsOn({ nodes, weights, inputs, outputs, valueTypes }: GraphHeader, type: string): ReadonlySet<string> {
  const values = new Set([...weights, ...inputs, ...outputs].filter((value) => value.type === type).map((value) => value.name));
  for (const [name, found] of valueTypes) if (found === type) values.add(name);
  const operators = new Set<string>();
  // Nodes stand in the order in which they run.
  for (const node of nodes) {
    if (node.castTo === type) for (const output of node.outputs) values.add(output);
    if (converters.has(node.op)) continue;
    // Where the exporter noted what comes out, that counts; elsewhere it is taken to be what went in.
    const noted = node.outputs.some((output) => valueTypes.has(output));
    if (![...node.inputs, ...node.outputs].some((name) => values.has(name))) continue;
    operators.add(operatorName(node));
    if (!noted && node.inputs.some((name) => values.has(name))) for (const output of node.outputs) values.add(output);
  }
  return operators;
}

function precisionOf(
  operators: ReadonlyMap<string, number>,
  weights: readonly { type: string; sizeBytes: number }[],
  isHalf: boolean,
): Precision {
  if ([...operators.keys()].some((operator) => dynamicOperators.has(operator))) return 'int8-dynamic';
  if (operators.has('com.microsoft:MatMulNBits')) return isHalf ? 'q4f16' : 'q4';
  if (operators.has('com.microsoft:MatMulBnb4')) return 'bnb4';
  const bytesOf = (...types: readonly string[]): number =>
    weights.reduce((sum, { type, sizeBytes }) => sum + (types.includes(type) ? sizeBytes : 0), 0);
  const total = weights.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  // Few bytes may be many weights: a tenth in eight bits is already a quantised network.
  if (operators.has('DequantizeLinear') && bytesOf('int8', 'uint8', 'int4', 'uint4') * 10 > total) return 'int8';
  if (isHalf) return 'fp16';
  return bytesOf('float16', 'bfloat16') * 2 > total ? 'fp16-stored' : 'fp32';
}
