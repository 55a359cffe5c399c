import type { ClipNetwork, UnetNetwork } from '../../protocol/networkConfigs';
import { clipParameters } from '../configurations/clipParameters';
import { unetParameters } from '../configurations/unetParameters';
import { openWeights } from '../identify/openWeights';
import type { OpenedCheckpoint } from '../identify/opened';
import { madeFile } from './madeFile';

/** A UNet of SD 1's build with few channels. */
export const smallUnet: UnetNetwork = {
  inChannels: 4,
  outChannels: 4,
  blockOutChannels: [32, 64, 96, 96],
  layersPerBlock: 2,
  depthsDown: [
    [1, 1],
    [1, 1],
    [1, 1],
    [0, 0],
  ],
  depthsUp: [
    [0, 0, 0],
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 1],
  ],
  mid: 1,
  heads: [8, 8, 8, 8],
  crossAttentionDim: 768,
  linearProjection: false,
  addition: null,
  guidanceDim: null,
  upcastAttention: false,
  normGroups: 32,
};

/** A text encoder of CLIP's build with two layers. */
export const smallText: ClipNetwork = {
  width: 768,
  layers: 2,
  heads: 12,
  mlpWidth: 512,
  vocabulary: 49408,
  positions: 77,
  activation: 'quick_gelu',
  normEps: 1e-5,
  projectionDim: null,
};

/** A checkpoint of both, opened from a file in their parameters' own names behind usual prefixes. */
export async function smallModel(unet: UnetNetwork = smallUnet): Promise<OpenedCheckpoint> {
  const tensors = new Map([
    ...[...unetParameters(unet)].map(([name, shape]) => [`unet.${name}`, { shape }] as const),
    ...[...clipParameters(smallText)].map(([name, shape]) => [`text_encoder.${name}`, { shape }] as const),
  ]);
  const opened = await openWeights([madeFile('model.safetensors', tensors)]);
  if (!('networks' in opened)) throw new Error('The small model is a checkpoint.');
  return opened;
}
