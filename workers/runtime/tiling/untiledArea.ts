import type { VaeConfig } from '../../packages/configs';
import type { PackageGeometry } from '../../packages/packageGeometry';

/** What the largest array within an autoencoder may take: a buffer that common graphics cards give without a question. */
const largestArrayBytes = 512 * 2 ** 20;

/**
 * The most pixels that a package's autoencoder takes at once; larger pictures go through it in tiles. Its widest array
 * has full size and the second level's channels, in float32. A package's own native size always goes in one piece.
 *
 * The device has no say in it, so that a recipe gives the same picture everywhere.
 */
export function untiledArea(vae: VaeConfig, { nativeSize }: PackageGeometry): number {
  const channels = vae.block_out_channels[1] ?? vae.block_out_channels[0] ?? 1;
  return Math.max(nativeSize.width * nativeSize.height, Math.floor(largestArrayBytes / (4 * channels)));
}
