import type { AttentionForm } from '../../networks/options';
import type { DeviceNeeds } from '../layout/chooseGraphs';

/** Scores of one slice at most: a sixteenth of what Stable Diffusion's first level makes of 512² at once. */
const sliceBytes = 64 * 1024 * 1024;
/** A picture of twice the area has four times the scores: its slices, too, must be within what a shader can be given. */
const roomForLarger = 4;
/** A guidance pair. */
const pair = 2;

/**
 * How attention is computed on a device. The native processor's fused operator is right and never holds the scores whole; in
 * WebAssembly's 32 bits it counts bytes beyond what they hold at 512², and the graphics card's is silently wrong on some adapters and
 * holds all scores on others: there they stand a slice at a time unless a trial has shown it sound.
 * @param sidePx of the pictures that the model was made for; larger ones work, with larger slices.
 */
export function attentionForm(
  { provider, kernels }: Pick<DeviceNeeds, 'provider' | 'kernels'>,
  sidePx: number,
  cellPx: number,
): AttentionForm {
  if (provider === 'cpu' || kernels?.fusedAttention) return { kind: 'fused' };
  const side = Math.ceil(sidePx / cellPx);
  const maximumScoreBytes = Math.min(sliceBytes, (kernels?.maximumArrayBytes ?? Number.POSITIVE_INFINITY) / roomForLarger);
  return { kind: 'sliced', maximumScoreBytes, largest: { batch: pair, latentHeight: side, latentWidth: side } };
}
