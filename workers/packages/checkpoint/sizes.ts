import type { CheckpointPrecision } from '../../protocol/checkpoint';
import type { TensorView } from '../../protocol/tensorView';
import type { OpenedCheckpoint } from '../../weights/identify/opened';
import type { DeviceNeeds } from '../layout/chooseGraphs';
import type { PartName } from '../modelPackage';
import { partsOf } from './partGraph';
import { graphOptions } from './precision';
import { tableOf } from './tableOf';

/** Bytes of an element in blocks of 32 with a scale of two bytes each. */
const blockBytes = { q8: 1 + 2 / 32, q4: 0.5 + 2 / 32 } as const;
/** A decoder at work holds about three arrays of its second level, the widest, at picture size. */
const decoderArrays = 3;
const decoderChannels = 256;

const elements = ({ shape }: TensorView): number => shape.reduce((product, side) => product * side, 1);
const sum = (views: Iterable<TensorView>, bytes: (view: TensorView) => number): number =>
  [...views].reduce((total, view) => total + bytes(view), 0);

/** Bytes of a network as it lies. */
export function partBytes({ networks }: OpenedCheckpoint, part: PartName): number {
  return sum(tableOf(networks, part).values(), ({ sizeBytes }) => sizeBytes);
}

/** Bytes by stored type, most first. */
export function storedTypes({ networks }: OpenedCheckpoint, part: PartName): { type: string; sizeBytes: number }[] {
  const types = new Map<string, number>();
  for (const { dtype, sizeBytes } of tableOf(networks, part).values()) types.set(dtype, (types.get(dtype) ?? 0) + sizeBytes);
  return [...types].map(([type, sizeBytes]) => ({ type, sizeBytes })).sort((a, b) => b.sizeBytes - a.sizeBytes);
}

/** Weights with two sides or more are quantised, but for the first and last layers, which hardly count. */
const isMatrix = ({ shape }: TensorView): boolean => shape.length > 1;

/** Bytes that a precision writes beside the checkpoint: what is quantised, or in a type that no runtime takes as it lies. */
export function keptBytes(opened: OpenedCheckpoint, precision: CheckpointPrecision): number {
  const device = { provider: 'webgpu', shaderF16: true } as const;
  return partsOf(opened.networks).reduce((total, part) => {
    const { weights } = graphOptions(precision, part, device, { forceUpcast: false, single: false });
    return (
      total +
      sum(tableOf(opened.networks, part).values(), (view) =>
        weights !== 'as-is' && isMatrix(view)
          ? elements(view) * blockBytes[weights]
          : view.dtype === 'F16' || view.dtype === 'F32'
            ? 0
            : elements(view) * 2,
      )
    );
  }, 0);
}

/** Bytes at work, about: weights as they are computed with, and decoding a picture of native size. */
export function memoryBytes(opened: OpenedCheckpoint, precision: CheckpointPrecision, device: DeviceNeeds): number {
  const weights = partsOf(opened.networks).reduce((total, part) => total + workingBytes(opened, part, precision, device), 0);
  return Math.round(weights + decoderArrays * (opened.sidePx ?? 512) ** 2 * decoderChannels * 4);
}

/** Bytes of one network's weights as they are computed with. */
export function workingBytes(opened: OpenedCheckpoint, part: PartName, precision: CheckpointPrecision, device: DeviceNeeds): number {
  const options = graphOptions(precision, part, device, { forceUpcast: opened.latents?.forceUpcast ?? false, single: false });
  const plainBytes = options.compute === 'fp16' ? 2 : 4;
  const bytes = (view: TensorView): number =>
    elements(view) * (options.weights !== 'as-is' && isMatrix(view) ? blockBytes[options.weights] : plainBytes);
  return sum(tableOf(opened.networks, part).values(), bytes);
}
