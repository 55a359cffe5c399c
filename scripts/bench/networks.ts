import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { median, pairedRatio, type Measurement } from '../../e2e/perf/measurement';
import { attention } from '../../workers/networks/layers/attention';
import type { Value } from '../../workers/networks/graph/graphModel';
import { writeGraph, type WrittenGraph } from '../../workers/networks/onnx/writeGraph';
import { plainOptions, type AttentionForm } from '../../workers/networks/options';
import { unetGraph } from '../../workers/networks/unet/unetGraph';
import { attentionForm } from '../../workers/packages/checkpoint/attentionForm';
import type { UnetNetwork } from '../../workers/protocol/networkConfigs';
import type { StoredType, TensorView, WeightTable } from '../../workers/protocol/tensorView';
import { openUses } from '../../workers/runtime/operatorTrial/runUses';
import { unetParameters } from '../../workers/weights/configurations/unetParameters';
import { families, familyNetwork } from '../../workers/weights/identify/families';
import type { Bench } from './bench';
import { unetFeeds } from './unetFeeds';

const file = 'unet.safetensors';
/** Latents of 512². */
const side = 64;
const sampleMs = 2;

/** The UNet of the exporter's fixture package `sd15-optimum`. */
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

/** Graphs that are written here: how long that takes, what attention holds, and their speed beside an exporter's graph. */
export const networks: Bench = {
  name: 'networks',
  title: 'graphs written here: time to write them, memory of attention, and speed beside an exporter’s',
  async run({ root, rounds }) {
    const written = (['sd1', 'sdxl'] as const).map((name): Measurement => ({
      name: `UNet of ${name} at full size, built and written`,
      // The quickest: the collector, which cleans up behind the others, works beside it.
      value: Math.min(...Array.from({ length: rounds }, () => writingMs(familyNetwork(familyCalled(name))))),
      unit: 'ms',
      bar: { most: 100 },
      detail: 'processor time',
    }));
    return [...written, ...(await attentionMemory()), await besideExported(root, rounds)];
  },
};

function familyCalled(name: string) {
  const found = families.find((family) => family.name === name);
  if (!found) throw new Error(`There is no family “${name}”.`);
  return found;
}

/** A network's weights, one behind the other in a file that nobody wrote. */
function weightsOf(
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

const written = (network: UnetNetwork, table: WeightTable): WrittenGraph =>
  writeGraph(unetGraph(network, table, { ...plainOptions, attention: { kind: 'fused' }, controlResiduals: false }), () => 'side');

function writingMs(network: UnetNetwork): number {
  const { table } = weightsOf(network, 'F16', 2);
  const before = process.cpuUsage();
  written(network, table);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The first self-attention of SD 1 at 512² under guidance, in slices as on a graphics card, and with its scores standing whole. */
async function attentionMemory(): Promise<Measurement[]> {
  const [batch, heads, headWidth, tokens] = [2, 8, 40, side * side];
  const peakOf = async (form: AttentionForm): Promise<number> => {
    const rows = [batch * tokens, heads * headWidth];
    const use = {
      operator: 'sliced-attention' as const,
      inputs: [rows, rows, rows],
      options: { attention: form },
      build: (net: Parameters<typeof attention>[0], [query, key, value]: readonly Value[]) =>
        attention(net, {
          ...{ query: query as Value, key: key as Value, value: value as Value, heads, headWidth, reduction: 1 },
          batch: net.graph.integers([batch]),
        }),
    };
    const open = await openUses(createNodeRuntime(), [use], 'fp32');
    const before = process.memoryUsage.rss();
    let peak = before;
    const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), sampleMs);
    await open.run();
    clearInterval(timer);
    peak = Math.max(peak, process.memoryUsage.rss());
    await open.release();
    // What goes in and comes out stands in either form.
    return peak - before - 4 * batch * tokens * heads * headWidth * Float32Array.BYTES_PER_ELEMENT;
  };
  const sliced = attentionForm({ provider: 'webgpu' }, side * 8, 8);
  if (sliced.kind !== 'sliced') throw new Error('Graphics cards compute attention in slices.');
  const inSlices = await peakOf(sliced);
  const whole = await peakOf({ ...sliced, maximumScoreBytes: Number.POSITIVE_INFINITY });
  const mebi = 2 ** 20;
  return [
    {
      name: 'attention in slices at 64² latents against scores that stand whole, memory at the worst moment',
      value: inSlices / whole,
      unit: '×',
      bar: { most: 1 / 8 },
      detail: `${(inSlices / mebi).toFixed(0)} MB against ${(whole / mebi).toFixed(0)} MB beside queries, keys, values and answers`,
    },
  ];
}

/** The same network at 64² latents, written here and by the exporter, on the processor. */
async function besideExported(root: string, rounds: number): Promise<Measurement> {
  const runtime = createNodeRuntime();
  const folder = join(root, 'e2e/fixtures/packages/sd15-optimum/unet');
  const theirs = await runtime.createSession({
    graph: new Uint8Array(await readFile(join(folder, 'model.onnx'))),
    external: await Promise.all(
      ['model.onnx_data', 'model.onnx_data_1'].map(async (path) => ({ path, data: new Uint8Array(await readFile(join(folder, path))) })),
    ),
  });
  const { table, bytes } = weightsOf(exported, 'F32', 4);
  const values = Float32Array.from({ length: bytes / 4 }, (_, i) => 0.1 * Math.sin(0.37 * i));
  const { graph, files } = written(exported, table);
  const data = new Uint8Array(values.buffer);
  const ours = await runtime.createSession({ graph, external: files.map((path) => ({ path, data })) });
  const timed = async (session: typeof ours): Promise<number> => {
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
    name: 'an evaluation of a UNet, our graph ÷ the exporter’s, on the processor',
    value: pairedRatio(pairs),
    unit: '×',
    bar: { most: 1.05 },
    detail: `sd15-optimum at 64² latents, ${median(pairs.map(([a]) => a)).toFixed(0)} and ${median(pairs.map(([, b]) => b)).toFixed(0)} ms`,
  };
}
