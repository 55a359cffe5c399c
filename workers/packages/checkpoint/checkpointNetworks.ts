import type { CheckpointPrecision } from '../../protocol/checkpoint';
import type { DeviceNeeds } from '../layout/chooseGraphs';
import type { ModelPackage, PartName } from '../modelPackage';
import { bindFiles } from './bindFiles';
import type { Composed } from './openComposed';
import { computesInHalf, graphOptions } from './precision';
import { partsOf } from './partGraph';
import { partBytes } from './sizes';
import { writtenPart, type Writing } from './writtenPart';

/** The networks of a checkpoint, each read on demand as a graph over its weights. */
export type CheckpointNetworks = Pick<
  ModelPackage,
  'parts' | 'sizeBytes' | 'readPart' | 'needsHalfPrecision' | 'hasSinglePrecision' | 'wrongHere'
>;

export function checkpointNetworks(composed: Composed, writing: Writing): CheckpointNetworks {
  const { opened } = composed;
  const parts = partsOf(opened.networks);
  const { device, precision } = writing;
  const sizeBytes = (part: PartName): number | null => (parts.includes(part) ? partBytes(opened, part) : null);
  return {
    parts,
    sizeBytes,
    needsHalfPrecision: () => false,
    hasSinglePrecision: () => computesInHalf(device),
    wrongHere: (part) => wrongOperators(device, opened, part, precision),
    readPart: async (part, onProgress, single = false) => {
      const written = writtenPart(opened, part, writing, single);
      const total = sizeBytes(part);
      let done = 0;
      const tell = (bytes: number): void => onProgress?.((done += bytes), total);
      const external = await bindFiles(composed, written, tell);
      onProgress?.(total ?? done, total);
      return { graph: written.graph, external };
    },
  };
}

/** The operators of a network that its device computes wrongly in every precision, in words; null where none is known to be. */
function wrongOperators(
  device: DeviceNeeds,
  { latents }: Composed['opened'],
  part: PartName,
  precision: CheckpointPrecision,
): string | null {
  if (device.provider !== 'webgpu' || !device.kernels) return null;
  const { weights } = graphOptions(precision, part, device, { forceUpcast: latents?.forceUpcast ?? false, single: false });
  const { wrong } = device.kernels;
  return wrong.always ?? (weights === 'as-is' ? null : wrong[weights]);
}
