import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { besideExported, exportedFolder, familyCalled, weightsOf, writtenUnet } from '../../e2e/perf/exportedUnet';
import type { Measurement } from '../../e2e/perf/measurement';
import { attention } from '../../workers/networks/layers/attention';
import type { Value } from '../../workers/networks/graph/graphModel';
import { plainOptions, type AttentionForm } from '../../workers/networks/options';
import { attentionForm } from '../../workers/packages/checkpoint/attentionForm';
import type { UnetNetwork } from '../../workers/protocol/networkConfigs';
import { openUses } from '../../workers/runtime/operatorTrial/runUses';
import { familyNetwork } from '../../workers/weights/identify/families';
import type { Bench } from './bench';

/** Latents of 512². */
const side = 64;
const sampleMs = 2;
const onProcessor = { attention: { kind: 'fused' }, groupNorm: plainOptions.groupNorm } as const;

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
    const read = async (path: string): Promise<Uint8Array> => new Uint8Array(await readFile(join(root, exportedFolder, path)));
    const beside = await besideExported(createNodeRuntime(), read, onProcessor, 'the processor', side, rounds);
    return [...written, ...(await attentionMemory()), beside];
  },
};

function writingMs(network: UnetNetwork): number {
  const { table } = weightsOf(network, 'F16', 2);
  const before = process.cpuUsage();
  writtenUnet(network, table, onProcessor);
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
