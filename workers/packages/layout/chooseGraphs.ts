import type { Kernels } from '../../networks/kernels';
import type { PartName } from '../modelPackage';
import type { NamedPrecision } from './fileNames';
import type { GraphChoice, Layout } from './recogniseLayout';

/** What of a device decides which files it should run. */
export interface DeviceNeeds {
  readonly provider: 'webgpu' | 'wasm' | 'cpu';
  /** Whether graphics computes in half precision. */
  readonly shaderF16: boolean;
  /** What its operator trial has shown; absent where there was none. */
  readonly kernels?: Kernels;
  /** What its sessions may take together, in bytes; absent where nobody asked. */
  readonly memoryBytes?: number;
}

/** A precision for every part that has it, or a file's path for a part; what is not chosen follows from the device. */
export interface GraphWishes {
  readonly precision?: NamedPrecision;
  readonly graphs?: Partial<Readonly<Record<PartName, string>>>;
}

/** Best first. Without half precision on the device, files in it come last: they need a retreat. */
const half: readonly NamedPrecision[] = ['q4f16', 'fp16', 'q4', 'fp32', 'bnb4', 'int8'];
const single: readonly NamedPrecision[] = ['q4', 'fp32', 'bnb4', 'int8', 'fp16', 'q4f16'];
const processor: readonly NamedPrecision[] = ['q4', 'int8', 'fp32', 'bnb4', 'fp16', 'q4f16'];

/** The file of each network that suits a device: the smallest that it computes well. */
export function chooseGraphs(layout: Layout, device: DeviceNeeds, wishes: GraphWishes = {}): ReadonlyMap<PartName, GraphChoice> {
  const order = device.provider !== 'webgpu' ? processor : device.shaderF16 ? half : single;
  const wanted = wishes.precision ? [wishes.precision, ...order] : order;
  const chosen = new Map<PartName, GraphChoice>();
  for (const [part, choices] of [...layout.parts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const wished = choices.find((choice) => choice.graph === wishes.graphs?.[part]);
    const best = wished ?? choices.toSorted((a, b) => rank(wanted, a) - rank(wanted, b))[0];
    if (best) chosen.set(part, best);
  }
  return chosen;
}

/**
 * A file without a word about it is in single precision, by the habit of those who write suffixes; among equals the plainest name
 * goes first.
 */
function rank(order: readonly NamedPrecision[], { graph, named }: GraphChoice): number {
  return order.indexOf(named ?? 'fp32') * 1000 + Math.min(graph.length, 999);
}
