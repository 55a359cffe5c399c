import type { GraphModel } from '../../networks/graph/graphModel';
import { plainOptions } from '../../networks/options';
import { writeGraph, type WrittenGraph } from '../../networks/onnx/writeGraph';
import type { PlacedJob } from '../../networks/onnx/sideFile';
import type { CheckpointPrecision } from '../../protocol/checkpoint';
import type { OpenedCheckpoint } from '../../weights/identify/opened';
import type { DeviceNeeds } from '../layout/chooseGraphs';
import type { PartName } from '../modelPackage';
import { attentionForm } from './attentionForm';
import { modelFamily } from './modelConfigs';
import { nothingAdded, partGraph, partsOf, type PartAddition } from './partGraph';
import { graphOptions, proposedPrecision } from './precision';
import { partBytes, workingBytes } from './sizes';
import { sidePath } from './sidePath';

const usualSidePx = 512;
const latentCellPx = 8;

/** What decides how a checkpoint's graphs are written. */
export interface Writing {
  readonly device: DeviceNeeds;
  readonly precision: CheckpointPrecision;
}

/**
 * The precision that was chosen for a checkpoint, or else the one that is proposed for it on a device: the finest whose UNet, beside which
 * the other networks can rest, is within what sessions may take.
 */
export function precisionOf(opened: OpenedCheckpoint, device: DeviceNeeds, chosen?: CheckpointPrecision): CheckpointPrecision {
  if (chosen) return chosen;
  const usual = proposedPrecision(device, partBytes(opened, 'unet'));
  const fits = (precision: CheckpointPrecision): boolean =>
    workingBytes(opened, 'unet', precision, device) <= (device.memoryBytes ?? Number.POSITIVE_INFINITY);
  return ([usual, 'q8'] as const).find(fits) ?? 'q4';
}

/**
 * One network's graph over the weights where they lie.
 * @param single in single precision, whatever the device can do.
 * @param added what add-ons bring into it.
 * @param ownSideFile where what is made from an add-on's file goes; nothing for the checkpoint's own files.
 */
export function writtenPart(
  opened: OpenedCheckpoint,
  part: PartName,
  { device, precision }: Writing,
  single = false,
  added: PartAddition = nothingAdded,
  ownSideFile: (file: string) => string | undefined = () => undefined,
): WrittenGraph {
  const chosen = graphOptions(precision, part, device, {
    forceUpcast: opened.latents?.forceUpcast ?? false,
    single,
  });
  const attention = attentionForm(device, opened.sidePx ?? usualSidePx, latentCellPx);
  const graphWith = (addition: PartAddition): GraphModel =>
    partGraph(
      opened.networks,
      part,
      { ...plainOptions, ...chosen, attention, groupNorm: device.kernels?.groupNorm ?? plainOptions.groupNorm },
      modelFamily(opened).startsWith('sdxl'),
      addition,
    );
  // What is kept beside the checkpoint was laid out for the plain graph, and serves with any LoRA as it lies.
  const plain = added.loras.length > 0 ? graphWith({ ...added, loras: [] }) : null;
  return writeGraph(graphWith(added), (file) => ownSideFile(file) ?? sidePath(part, chosen.weights), plain?.initialisers);
}

/** Everything that has to be written anew beside a checkpoint before it runs that way; nothing where every tensor serves as it lies. */
export function sideFilesOf(opened: OpenedCheckpoint, writing: Writing): ReadonlyMap<string, readonly PlacedJob[]> {
  return new Map(partsOf(opened.networks).flatMap((part) => [...writtenPart(opened, part, writing).sideFiles]));
}
