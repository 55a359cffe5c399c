import type { InferenceSession } from 'onnxruntime-common';
import type { ModelPackage, PartName } from '../packages/modelPackage';
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
  /** The processor in the same runtime, for networks that the graphics card computes wrongly; absent where this is the processor. */
  readonly processor?: Runtime;
  /** Whether networks that compute in half precision can run; absent where they can. */
  readonly halfPrecision?: boolean;
  /**
   * Whether a guidance pair runs as two batches of one though the file would take a batch of two: less memory, where the device
   * is short of it.
   */
  readonly pairsApart?: boolean;
  /**
   * What runs one network of a package, where networks of one package may be run by different providers.
   * @param modelPackage that it is read from whenever it has to be opened again.
   */
  forPart?(part: PartName, modelPackage: ModelPackage): Runtime;
}
