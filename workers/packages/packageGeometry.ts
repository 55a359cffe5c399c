import type { Size } from '../protocol/geometry';
import type { UnetConfig, VaeConfig } from './configs';

/** How pictures and latents of a package relate. */
export interface PackageGeometry {
  /** Picture size the model was made for, in pixels. */
  readonly nativeSize: Size;
  /** Picture pixels per latent cell, along each side. */
  readonly scaleFactor: number;
  /** Sides of a picture must be multiples of this, in pixels. */
  readonly sizeMultiple: number;
  readonly latentChannels: number;
}

/**
 * Reads the geometry from the configurations, as diffusers does: an autoencoder of n levels halves n − 1 times.
 * A diffusers UNet, which lists its blocks, does so too; a UNet of another make may halve once more in its stem. Its skip
 * connections fit only where every halving is even.
 */
export function packageGeometry(unet: UnetConfig, vae: VaeConfig): PackageGeometry {
  const scaleFactor = 2 ** (vae.block_out_channels.length - 1);
  const [rows, columns] = typeof unet.sample_size === 'number' ? [unet.sample_size, unet.sample_size] : unet.sample_size;
  const halvings = unet.down_block_types ? unet.down_block_types.length - 1 : unet.block_out_channels.length;
  return {
    nativeSize: { width: columns * scaleFactor, height: rows * scaleFactor },
    scaleFactor,
    sizeMultiple: scaleFactor * 2 ** halvings,
    latentChannels: vae.latent_channels,
  };
}
