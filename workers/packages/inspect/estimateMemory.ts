import type { VaeConfig } from '../configs';
import type { PackageGeometry } from '../packageGeometry';
import type { InspectedPart } from './inspected';

/** An autoencoder at work holds about so many arrays of its widest level at once. */
const decoderArrays = 3;

/**
 * Bytes that a package needs at work, about: the weights of everything but guides as they are computed with (those stored in
 * half precision behind casts are widened when they are loaded), and the widest level of decoding a picture of native size.
 */
export function estimateMemory(parts: readonly InspectedPart[], vae: VaeConfig, { nativeSize }: PackageGeometry): number {
  const weights = parts.filter(({ part }) => !part.startsWith('controlnet/')).reduce((sum, part) => sum + weightsBytes(part), 0);
  const channels = vae.block_out_channels[1] ?? vae.block_out_channels[0] ?? 1;
  const isHalf = parts.some(({ part, facts }) => part === 'vae_decoder' && facts.precision === 'fp16');
  return weights + decoderArrays * nativeSize.width * nativeSize.height * channels * (isHalf ? 2 : 4);
}

function weightsBytes({ facts }: InspectedPart): number {
  return facts.weights.reduce(
    (sum, { type, sizeBytes }) => sum + sizeBytes * (facts.precision === 'fp16-stored' && type === 'float16' ? 2 : 1),
    0,
  );
}
