import { createRequire } from 'node:module';
import type * as Ort from 'onnxruntime-common';
import type { GraphModel } from '../../../workers/networks/graph/graphModel';
import type { PlacedJob } from '../../../workers/networks/onnx/sideFile';
import { writeGraph } from '../../../workers/networks/onnx/writeGraph';
import type { Tensor } from '../../../workers/protocol/tensor';
import { createNodeRuntime } from '../../node-runtime/nodeRuntime';

/** Where the bytes of weights come from: files as they lie, and side files made for the graph. */
export interface WeightBytes {
  file(path: string): Uint8Array | Promise<Uint8Array>;
  sideFile(jobs: readonly PlacedJob[]): Uint8Array | Promise<Uint8Array>;
}

/** Writes a graph, opens it on the processor with the files that it names, and runs it once. Whole numbers are fed as floats. */
export async function runGraph(
  model: GraphModel,
  weights: WeightBytes,
  given: ReadonlyMap<string, Tensor>,
): Promise<ReadonlyMap<string, Tensor>> {
  const { graph, files, sideFiles } = writeGraph(model, (file) => `${file}.side`);
  const external = [
    ...(await Promise.all(files.map(async (path) => ({ path, data: await weights.file(path) })))),
    ...(await Promise.all([...sideFiles].map(async ([path, jobs]) => ({ path, data: await weights.sideFile(jobs) })))),
  ];
  const session = await createNodeRuntime().createSession({ graph, external });
  const { Tensor: OrtTensor } = createRequire(new URL('../../node-runtime/', import.meta.url))('onnxruntime-node') as typeof Ort;
  const feeds: Record<string, Ort.Tensor> = {};
  for (const { name, type } of model.inputs) {
    const value = given.get(name);
    if (!value) throw new Error(`The graph takes “${name}”, which is not given.`);
    feeds[name] =
      type === 'int64'
        ? new OrtTensor('int64', BigInt64Array.from(value.data, BigInt), value.shape)
        : new OrtTensor('float32', value.data, value.shape);
  }
  try {
    const answers = await session.run(feeds);
    return new Map(
      Object.entries(answers).map(([name, { data, dims }]) => [name, { data: Float32Array.from(data as Float32Array), shape: dims }]),
    );
  } finally {
    await session.release();
  }
}
