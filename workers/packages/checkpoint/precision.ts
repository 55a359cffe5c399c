import type { Kernels } from '../../networks/kernels';
import type { GraphOptions } from '../../networks/options';
import type { CheckpointPrecision } from '../../protocol/checkpoint';
import type { PartName } from '../modelPackage';

/** What decides about a precision. */
export interface PrecisionNeeds {
  readonly provider: string;
  readonly shaderF16: boolean;
  readonly kernels?: Pick<Kernels, 'halfPrecision'>;
}

/** UNets up to this size are widened where half precision is missing: in 32 bits they still fit beside everything else. */
const smallUnetBytes = 256 * 1024 * 1024;

/**
 * The precision that is proposed: half precision where the device computes in it, else 8 bits, since widened weights would take twice the
 * memory; small networks are widened, which is exact.
 * @param unetBytes of the UNet as it lies.
 */
export function proposedPrecision(needs: PrecisionNeeds, unetBytes: number): CheckpointPrecision {
  if (computesInHalf(needs)) return 'fp16';
  return unetBytes <= smallUnetBytes ? 'fp32' : 'q8';
}

/** Whether a device computes in half precision, and does so rightly as far as is known. */
export function computesInHalf({ provider, shaderF16, kernels }: PrecisionNeeds): boolean {
  return provider === 'webgpu' && shaderF16 && kernels?.halfPrecision !== false;
}

/**
 * The options of a network's graph. Arithmetic is in half precision only where the device has it; an autoencoder that overflows there
 * computes in single precision, and text encoders are never quantised below 8 bits, for they are small and prompts are fine.
 */
export function graphOptions(
  precision: CheckpointPrecision,
  part: PartName,
  needs: PrecisionNeeds,
  { forceUpcast, single }: { readonly forceUpcast: boolean; readonly single: boolean },
): Pick<GraphOptions, 'compute' | 'weights'> {
  const isVae = part === 'vae_encoder' || part === 'vae_decoder';
  const half = computesInHalf(needs) && precision !== 'fp32' && !single && !(isVae && forceUpcast);
  const compute = half ? 'fp16' : 'fp32';
  if (precision === 'fp16' || precision === 'fp32' || isVae) return { compute, weights: 'as-is' };
  return { compute, weights: precision === 'q4' && !part.startsWith('text_encoder') ? 'q4' : 'q8' };
}
