import type { InferenceSession } from 'onnxruntime-common';
import type { ExecutionProvider } from '../protocol/engine';
import type { Fault } from '../protocol/faults';

/** A network's graph and the weights beside it, as `workers/packages` reads them. */
export interface ModelBytes {
  readonly graph: Uint8Array;
  readonly external: readonly { readonly path: string; readonly data: Uint8Array | Blob }[];
}

/** What runs networks. The browser brings onnxruntime-web, Node onnxruntime-node; everything else here is shared. */
export interface Runtime {
  readonly provider: ExecutionProvider;
  /** Makes a session ready to run. Only one may be in the making at a time: see `SerialQueue`. */
  createSession(model: ModelBytes): Promise<InferenceSession>;
  /** What has gone wrong with the device since it was made (lost, out of memory); null where nothing has. */
  failure(): Fault | null;
}
