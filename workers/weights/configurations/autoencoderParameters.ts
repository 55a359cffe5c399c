import type { AutoencoderNetwork, TinyAutoencoderNetwork } from '../../protocol/networkConfigs';
import { ParameterList } from './parameterList';
import type { ParameterShapes } from './parameterList';

const pictureChannels = 3;

/** Every parameter of an autoencoder by diffusers' names. */
export function autoencoderParameters(network: AutoencoderNetwork): ParameterShapes {
  const { blockOutChannels, layersPerBlock, latentChannels, quantConv, postQuantConv } = network;
  const list = new ParameterList();
  const deepest = blockOutChannels.at(-1) ?? 0;
  const half = (name: string, inputs: number, first: number, last: number, outputs: number) => {
    list.conv(`${name}.conv_in`, inputs, first);
    list.norm(`${name}.conv_norm_out`, last);
    list.conv(`${name}.conv_out`, last, outputs);
    addMid(list, `${name}.mid_block`, deepest, network.midAttention);
  };
  half('encoder', pictureChannels, blockOutChannels[0] ?? 0, deepest, 2 * latentChannels);
  half('decoder', latentChannels, deepest, blockOutChannels[0] ?? 0, pictureChannels);
  addLevels(list, 'encoder.down_blocks', blockOutChannels, layersPerBlock, 'downsamplers');
  addLevels(list, 'decoder.up_blocks', [...blockOutChannels].reverse(), layersPerBlock + 1, 'upsamplers');
  if (quantConv) list.conv('quant_conv', 2 * latentChannels, 2 * latentChannels, 1);
  if (postQuantConv) list.conv('post_quant_conv', latentChannels, latentChannels, 1);
  return list.shapes;
}

function addLevels(list: ParameterList, name: string, channels: readonly number[], layers: number, sampler: string): void {
  let width = channels[0] ?? 0;
  channels.forEach((own, level) => {
    for (let j = 0; j < layers; j++) {
      list.resnet(`${name}.${level}.resnets.${j}`, width, own, null);
      width = own;
    }
    if (level < channels.length - 1) list.conv(`${name}.${level}.${sampler}.0.conv`, own, own);
  });
}

function addMid(list: ParameterList, name: string, channels: number, attention: boolean): void {
  list.resnet(`${name}.resnets.0`, channels, channels, null);
  list.resnet(`${name}.resnets.1`, channels, channels, null);
  if (!attention) return;
  list.norm(`${name}.attentions.0.group_norm`, channels);
  for (const layer of ['to_q', 'to_k', 'to_v', 'to_out.0']) list.linear(`${name}.attentions.0.${layer}`, channels, channels);
}

/** Every parameter of the halves of a tiny autoencoder that are there, by diffusers' names. */
export function tinyAutoencoderParameters(network: TinyAutoencoderNetwork): ParameterShapes {
  const { width, latentChannels } = network;
  const list = new ParameterList();
  if (network.encoderBlocks.length > 0) {
    list.conv('encoder.layers.0', pictureChannels, width);
    let layer = 1;
    network.encoderBlocks.forEach((blocks, level) => {
      if (level > 0) list.add(`encoder.layers.${layer++}.weight`, width, width, 3, 3);
      layer = addBlocks(list, 'encoder', layer, blocks, width);
    });
    list.conv(`encoder.layers.${layer}`, width, latentChannels);
  }
  if (network.decoderBlocks.length > 0) {
    list.conv('decoder.layers.0', latentChannels, width);
    // An activation without parameters is the layer behind.
    let layer = 2;
    network.decoderBlocks.forEach((blocks, level) => {
      layer = addBlocks(list, 'decoder', layer, blocks, width);
      if (level === network.decoderBlocks.length - 1) return;
      // Upsampling has no parameters and counts as a layer.
      list.add(`decoder.layers.${layer + 1}.weight`, width, width, 3, 3);
      layer += 2;
    });
    list.conv(`decoder.layers.${layer}`, width, pictureChannels);
  }
  return list.shapes;
}

function addBlocks(list: ParameterList, half: string, first: number, blocks: number, width: number): number {
  for (let k = 0; k < blocks; k++) for (const part of [0, 2, 4]) list.conv(`${half}.layers.${first + k}.conv.${part}`, width, width);
  return first + blocks;
}
