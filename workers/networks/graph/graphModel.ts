import type { TensorView } from '../../protocol/tensorView';

/** ONNX's element types, as far as the networks use them. */
export type ElementType = 'float32' | 'float16' | 'int8' | 'uint8' | 'int64' | 'bool';

/** What a node gives or takes; the name is the whole identity. */
export interface Value {
  readonly name: string;
  readonly type: ElementType;
}

/** A graph's input or output; a free dimension is a name. */
export interface GraphValue extends Value {
  readonly shape: readonly (number | string)[];
}

export type Attribute =
  { readonly int: number } | { readonly float: number } | { readonly ints: readonly number[] } | { readonly text: string };
export type Attributes = Readonly<Record<string, Attribute>>;

export interface GraphNode {
  readonly op: string;
  /** Empty for ONNX's own operators. */
  readonly domain: string;
  /** Names of values; an input that is left out is empty. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/**
 * A tensor that no runtime can use as it lies, and what is to be written instead, once:
 * - `float16`, `float32`: the same elements, widened or narrowed;
 * - `rows8`: int8 with one float16 scale a row (the first dimension; all others are its columns), symmetric;
 * - `blocks8`, `blocks4`: unsigned with zero at 128 or 8, in blocks of 32 columns with one float16 scale each, [rows, ⌈columns / 32⌉]:
 *   MatMulNBits's layout, [rows, ⌈columns / 32⌉, 32 or 16 bytes], of two elements a byte the first in the low half, the last block of a row
 *   filled up with its zero.
 */
export type Rewriting = 'float16' | 'float32' | 'rows8' | 'blocks8' | 'blocks4';

/** One tensor to be written anew into a side file; the same job makes the same bytes wherever it is asked for. */
export interface SideJob {
  readonly from: TensorView;
  readonly to: Rewriting;
}

/** Where an initialiser's bytes come from. */
export type InitialiserData =
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly file: string; readonly offset: number; readonly sizeBytes: number }
  /** Quantised tensors are two: the whole numbers, and the scales behind them. */
  | { readonly kind: 'rewritten'; readonly job: SideJob; readonly half: 'values' | 'scales' };

export interface Initialiser extends Value {
  readonly dims: readonly number[];
  readonly data: InitialiserData;
}

/** A network as an ONNX graph, before it is written; nodes stand in the order in which they run. */
export interface GraphModel {
  readonly name: string;
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly nodes: readonly GraphNode[];
  readonly initialisers: readonly Initialiser[];
}
