import type { AutoencoderNetwork, TinyAutoencoderNetwork } from '../../protocol/networkConfigs';
import { countChildren } from './found';
import type { Found } from './found';

const lists = new Set(['down_blocks', 'up_blocks', 'resnets', 'attentions', 'layers']);
const normGroups = 32;

/** Configuration of an autoencoder from names and shapes. */
export function deriveAutoencoder(found: Found): AutoencoderNetwork {
  const count = countChildren(found, lists);
  const levels = count('encoder.down_blocks');
  return {
    blockOutChannels: Array.from({ length: levels }, (_, i) => found.shape(`encoder.down_blocks.${i}.resnets.0.conv1.weight`)?.[0] ?? 0),
    layersPerBlock: count('encoder.down_blocks.0.resnets'),
    latentChannels: found.shape('decoder.conv_in.weight')?.[1] ?? 0,
    normGroups,
    quantConv: found.shape('quant_conv.weight') !== undefined,
    postQuantConv: found.shape('post_quant_conv.weight') !== undefined,
    midAttention: count('encoder.mid_block.attentions') > 0,
  };
}

/** Configuration of a tiny autoencoder; a half that is not there has no blocks. */
export function deriveTinyAutoencoder(found: Found): TinyAutoencoderNetwork {
  const count = countChildren(found, lists);
  const encoderLayers = count('encoder.layers');
  const decoderLayers = count('decoder.layers');
  return {
    width: (found.shape('encoder.layers.0.weight') ?? found.shape('decoder.layers.0.weight'))?.[0] ?? 0,
    encoderBlocks: blocksOf(found, 'encoder', encoderLayers),
    decoderBlocks: blocksOf(found, 'decoder', decoderLayers),
    latentChannels: found.shape('decoder.layers.0.weight')?.[1] ?? found.shape(`encoder.layers.${encoderLayers - 1}.weight`)?.[0] ?? 0,
  };
}

/** Blocks between one resampling convolution, which has no bias, and the next. */
function blocksOf(found: Found, half: 'encoder' | 'decoder', layers: number): number[] {
  if (layers === 0) return [];
  const blocks = [0];
  for (let layer = 1; layer < layers - 1; layer++) {
    const name = `${half}.layers.${layer}`;
    if (found.shape(`${name}.conv.0.weight`)) blocks.push((blocks.pop() ?? 0) + 1);
    else if (found.shape(`${name}.weight`)) blocks.push(0);
  }
  return blocks;
}
