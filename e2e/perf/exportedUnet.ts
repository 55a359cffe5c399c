import type { InferenceSession } from 'onnxruntime-common';
import { writeGraph } from '../../workers/networks/onnx/writeGraph';
import { plainOptions, type GraphOptions } from '../../workers/networks/options';
import { unetGraph } from '../../workers/networks/unet/unetGraph';
import type { UnetNetwork } from '../../workers/protocol/networkConfigs';
import type { StoredType, TensorView, WeightTable } from '../../workers/protocol/tensorView';
import type { Runtime } from '../../workers/runtime/runtime';
import { unetParameters } from '../../workers/weights/configurations/unetParameters';
import { families, familyNetwork } from '../../workers/weights/identify/families';
import { median, pairedRatio, type Measurement } from './measurement';
import { unetFeeds } from './unetFeeds';

const file = 'unet.safetensors';
/** The folder of the exporter's fixture package, and its files. */
export const exportedFolder = 'e2e/fixtures/packages/sd15-optimum/unet';
export const exportedWeights = ['model.onnx_data', 'model.onnx_data_1'] as const;

export function familyCalled(name: string) {
  const found = families.find((family) => family.name === name);
  if (!found) throw new Error(`There is no family “${name}”.`);
  return found;
}

/** The UNet of that package. */
const exported: UnetNetwork = {
  ...familyNetwork(familyCalled('sd1')),
  blockOutChannels: [8, 8],
  layersPerBlock: 1,
  depthsDown: [[1], [0]],
  depthsUp: [
    [0, 0],
    [1, 1],
  ],
  heads: [2, 2],
  crossAttentionDim: 16,
  normGroups: 2,
};

/** A network's weights, one behind the other in a file that nobody wrote. */
export function weightsOf(
  network: UnetNetwork,
  dtype: StoredType,
  bytesPerNumber: number,
): { readonly table: WeightTable; readonly bytes: number } {
  const table = new Map<string, TensorView>();
  let offset = 0;
  for (const [name, shape] of unetParameters(network)) {
    const sizeBytes = shape.reduce((product, length) => product * length, bytesPerNumber);
    table.set(name, { file, dtype, shape, offset, sizeBytes });
    offset += sizeBytes;
  }
  return { table, bytes: offset };
}

type Form = Pick<GraphOptions, 'attention' | 'groupNorm'>;

export const writtenUnet = (network: UnetNetwork, table: WeightTable, form: Form) =>
  writeGraph(unetGraph(network, table, { ...plainOptions, ...form, controlResiduals: false }), () => 'side');

/**
 * The same network, written here and by the exporter.
 * @param read a file of the exporter's folder
 * @param form of the graph for that device
 * @param where in words, for the figure's name
 * @param side of the latents
 */
export async function besideExported(
  runtime: Runtime,
  read: (path: string) => Promise<Uint8Array>,
  form: Form,
  where: string,
  side: number,
  rounds: number,
): Promise<Measurement> {
  const theirs = await runtime.createSession({
    graph: await read('model.onnx'),
    external: await Promise.all(exportedWeights.map(async (path) => ({ path, data: await read(path) }))),
  });
  const { table, bytes } = weightsOf(exported, 'F32', 4);
  const values = Float32Array.from({ length: bytes / 4 }, (_, i) => 0.1 * Math.sin(0.37 * i));
  const { graph, files } = writtenUnet(exported, table, form);
  const ours = await runtime.createSession({ graph, external: files.map((path) => ({ path, data: new Uint8Array(values.buffer) })) });
  const timed = async (session: InferenceSession): Promise<number> => {
    const { tensors } = unetFeeds(session.inputMetadata, side);
    const began = performance.now();
    await session.run(tensors);
    return performance.now() - began;
  };
  await timed(ours);
  await timed(theirs);
  const pairs: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round++) pairs.push([await timed(ours), await timed(theirs)]);
  await ours.release();
  await theirs.release();
  return {
    name: `an evaluation of a UNet, our graph ÷ the exporter’s, on ${where}`,
    value: pairedRatio(pairs),
    unit: '×',
    bar: { most: 1.05 },
    detail: `sd15-optimum at ${side}² latents, ${milliseconds(pairs.map(([a]) => a))} and ${milliseconds(pairs.map(([, b]) => b))} ms`,
  };
}

const milliseconds = (times: readonly number[]): string => median(times).toFixed(0);
