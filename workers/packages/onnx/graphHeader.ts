/** A graph's input or output. A free dimension is a name, possibly an empty one; `shape` is null where none is given. */
export interface HeaderValue {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[] | null;
}

export interface HeaderNode {
  readonly op: string;
  /** Empty for ONNX's own operators. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The element type that a Cast casts to; null for all others. */
  readonly castTo: string | null;
}

/** Numbers that a graph carries, or that lie in a file beside it. */
export interface HeaderWeight {
  readonly name: string;
  readonly type: string;
  readonly dims: readonly number[];
  /**
   * Where they lie, as the graph names the file; null for those in the graph itself. `endBytes` is null where they run to the
   * file's end.
   */
  readonly external: { readonly location: string; readonly endBytes: number | null } | null;
}

/** What can be said of a network without its numbers: its structure, its types and the files it needs. */
export interface GraphHeader {
  readonly sizeBytes: number;
  readonly producer: string;
  /** Version of the file format itself; 0 where the file does not say. */
  readonly irVersion: number;
  /** Versions of the sets of operators by domain; ONNX's own is ''. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly inputs: readonly HeaderValue[];
  readonly outputs: readonly HeaderValue[];
  /** Those of loops and branches included. */
  readonly nodes: readonly HeaderNode[];
  readonly weights: readonly HeaderWeight[];
  /** Types of values between nodes, where the exporter noted them. */
  readonly valueTypes: ReadonlyMap<string, string>;
}
