import { decoderGraph, encoderGraph } from '../../networks/autoencoder/autoencoderGraph';
import { tinyDecoderGraph, tinyEncoderGraph } from '../../networks/autoencoder/tinyAutoencoderGraph';
import { clipGraph, type ClipOutputs } from '../../networks/clip/clipGraph';
import { controlNetGraph } from '../../networks/controlnet/controlNetGraph';
import type { GraphModel } from '../../networks/graph/graphModel';
import type { GraphOptions } from '../../networks/options';
import { unetGraph } from '../../networks/unet/unetGraph';
import type { LoraTable } from '../../protocol/loraModules';
import type { TensorView } from '../../protocol/tensorView';
import type { CheckpointParts } from '../../weights/identify/parts';
import type { PartName } from '../modelPackage';
import { unsupportedPackage } from '../packageFaults';
import { partWords } from '../partWords';
import { tr } from '../../texts/texts';

/** The networks that a checkpoint's tables make, by the names that packages know them by. */
export function partsOf({ unet, vae, tinyVae, textEncoder, textEncoder2 }: CheckpointParts): readonly PartName[] {
  const encodes = vae !== undefined || (tinyVae?.network.encoderBlocks.length ?? 0) > 0;
  const decodes = vae !== undefined || (tinyVae?.network.decoderBlocks.length ?? 0) > 0;
  const names: readonly (PartName | false)[] = [
    textEncoder !== undefined && 'text_encoder',
    textEncoder2 !== undefined && 'text_encoder_2',
    unet !== undefined && 'unet',
    encodes && 'vae_encoder',
    decodes && 'vae_decoder',
  ];
  return names.filter((name) => name !== false);
}

/** What add-ons bring into one network's graph. */
export interface PartAddition {
  /** Changes of its weights, one table a LoRA. */
  readonly loras: readonly LoraTable[];
  /** Vectors of words that follow the vocabulary. */
  readonly vectors: readonly TensorView[];
  /** Whether the UNet takes the residuals of ControlNets. */
  readonly controlled: boolean;
}

export const nothingAdded: PartAddition = { loras: [], vectors: [], controlled: false };

/**
 * Writes a network as a graph over its weights where they lie.
 * @param isXl whether the text encoders condition SDXL's kin: inner layers of both, and the pooled text of the second.
 * @throws Fault `package-unsupported` where the checkpoint has no such network.
 */
export function partGraph(
  networks: CheckpointParts,
  part: PartName,
  plain: Omit<GraphOptions, 'loras'>,
  isXl: boolean,
  { loras, vectors, controlled }: PartAddition = nothingAdded,
): GraphModel {
  const { unet, vae, tinyVae, textEncoder, textEncoder2, controlNet } = networks;
  const options: GraphOptions = { ...plain, loras };
  const outputs: ClipOutputs = isXl ? { penultimate: true, pooled: part === 'text_encoder_2' } : { last: true };
  const clip = { ...options, outputs, embeddings: vectors };
  if (part === 'unet' && unet) return unetGraph(unet.network, unet.weights, { ...options, controlResiduals: controlled });
  if (part === 'text_encoder' && textEncoder) return clipGraph(textEncoder.network, textEncoder.weights, clip);
  if (part === 'text_encoder_2' && textEncoder2) return clipGraph(textEncoder2.network, textEncoder2.weights, clip);
  if (part.startsWith('controlnet/') && controlNet) return controlNetGraph(controlNet.network, controlNet.weights, options);
  if (part === 'vae_encoder' && vae) return encoderGraph(vae.network, vae.weights, options);
  if (part === 'vae_decoder' && vae) return decoderGraph(vae.network, vae.weights, options);
  if (part === 'vae_encoder' && tinyVae) return tinyEncoderGraph(tinyVae.network, tinyVae.weights, options);
  if (part === 'vae_decoder' && tinyVae) return tinyDecoderGraph(tinyVae.network, tinyVae.weights, options);
  throw unsupportedPackage(tr`The checkpoint has no ${partWords(part)}.`);
}
