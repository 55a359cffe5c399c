import type { AutoencoderNetwork, UnetNetwork, ClipNetwork } from '../../protocol/networkConfigs';
import { families } from '../../weights/identify/families';
import type { OpenedCheckpoint } from '../../weights/identify/opened';
import type { TextEncoderConfig, UnetConfig, VaeConfig } from '../configs';
import type { ModelFamily } from '../modelPackage';
import { unsupportedPackage } from '../packageFaults';
import { tr } from '../../texts/texts';

/** A tiny autoencoder halves three times, as the one it stands in for. */
const tinyLevels = [64, 64, 64, 64];

/** A UNet in the words of `unet/config.json`, which the runtime knows packages by. @param sidePx of the pictures it was made for. */
export function unetConfig(network: UnetNetwork, sidePx: number, cellPx: number): UnetConfig {
  return {
    sample_size: sidePx / cellPx,
    in_channels: network.inChannels,
    out_channels: network.outChannels,
    block_out_channels: [...network.blockOutChannels],
    down_block_types: network.depthsDown.map((depths) => (depths.some((depth) => depth > 0) ? 'CrossAttnDownBlock2D' : 'DownBlock2D')),
    layers_per_block: network.layersPerBlock,
    cross_attention_dim: network.crossAttentionDim,
    use_linear_projection: network.linearProjection,
    addition_embed_type: network.addition ? 'text_time' : null,
    time_cond_proj_dim: network.guidanceDim,
  };
}

/** The autoencoder in the words of `vae/config.json`. Throws a Fault for latents that are scaled channel by channel. */
export function vaeConfig({ networks, latents }: OpenedCheckpoint): VaeConfig {
  const network: AutoencoderNetwork | null = networks.vae?.network ?? null;
  if (latents?.mean || latents?.std)
    throw unsupportedPackage(
      tr`This model scales each channel of its latents by itself (Playground 2.5), which Sfumato does not do yet.`,
      tr`Choose an SDXL model of the usual kind.`,
    );
  return {
    // A tiny autoencoder takes and gives latents as the UNet has them.
    scaling_factor: network ? (latents?.scalingFactor ?? 0.18215) : 1,
    latent_channels: network?.latentChannels ?? 4,
    block_out_channels: [...(network?.blockOutChannels ?? tinyLevels)],
  };
}

export function textConfig(network: ClipNetwork): TextEncoderConfig {
  return {
    hidden_size: network.width,
    vocab_size: network.vocabulary,
    max_position_embeddings: network.positions,
    num_hidden_layers: network.layers,
  };
}

/** The latent space and conditioning that a family shares with its smaller relatives. */
export function modelFamily({ family, networks }: OpenedCheckpoint): ModelFamily {
  if (family === null) return 'other';
  if (family === 'sdxl-refiner') return family;
  if (families.find(({ name }) => name === family)?.latents === 'sdxl') return 'sdxl';
  return networks.unet?.network.crossAttentionDim === 1024 ? 'sd2' : 'sd1';
}
