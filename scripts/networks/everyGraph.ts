import { decoderGraph, encoderGraph } from '../../workers/networks/autoencoder/autoencoderGraph';
import { tinyDecoderGraph, tinyEncoderGraph } from '../../workers/networks/autoencoder/tinyAutoencoderGraph';
import { clipGraph } from '../../workers/networks/clip/clipGraph';
import { controlNetGraph } from '../../workers/networks/controlnet/controlNetGraph';
import type { GraphModel } from '../../workers/networks/graph/graphModel';
import type { GraphOptions } from '../../workers/networks/options';
import { unetGraph } from '../../workers/networks/unet/unetGraph';
import type { WeightTable } from '../../workers/protocol/tensorView';
import type { CheckpointParts } from '../../workers/weights/identify/parts';

/** A network of a checkpoint with everything that it can be asked for, and the table that its weights come from. */
export interface WholeNetwork {
  readonly name: string;
  readonly weights: WeightTable;
  /** Both halves of an autoencoder share a table. */
  readonly graphs: readonly GraphModel[];
}

/** Writes every network that was found, each with all its outputs. */
export function everyGraph(parts: CheckpointParts, options: GraphOptions): WholeNetwork[] {
  const { unet, controlNet, vae, tinyVae } = parts;
  const networks: WholeNetwork[] = [];
  const add = (name: string, weights: WeightTable, ...graphs: GraphModel[]) => networks.push({ name, weights, graphs });
  if (unet) add('unet', unet.weights, unetGraph(unet.network, unet.weights, { ...options, controlResiduals: unet.network.mid !== null }));
  if (controlNet) add('controlnet', controlNet.weights, controlNetGraph(controlNet.network, controlNet.weights, options));
  if (vae) add('vae', vae.weights, encoderGraph(vae.network, vae.weights, options), decoderGraph(vae.network, vae.weights, options));
  if (tinyVae) {
    const { network, weights } = tinyVae;
    const encoder = network.encoderBlocks.length > 0 ? [tinyEncoderGraph(network, weights, options)] : [];
    const decoder = network.decoderBlocks.length > 0 ? [tinyDecoderGraph(network, weights, options)] : [];
    add('tiny-vae', weights, ...encoder, ...decoder);
  }
  for (const [name, text] of [['text_encoder', parts.textEncoder] as const, ['text_encoder_2', parts.textEncoder2] as const]) {
    if (!text) continue;
    const pooled = text.weights.has('text_projection.weight');
    const outputs = { last: true, penultimate: true, penultimateNormed: true, pooled };
    add(name, text.weights, clipGraph(text.network, text.weights, { ...options, outputs }));
  }
  return networks;
}

/** Weights of a network that none of its graphs takes. */
export function leftOver({ weights, graphs }: WholeNetwork): string[] {
  const taken = new Set<string>();
  for (const { initialisers } of graphs)
    for (const { data } of initialisers) {
      if (data.kind === 'file') taken.add(`${data.file} ${data.offset} ${data.sizeBytes}`);
      if (data.kind === 'rewritten') taken.add(`${data.job.from.file} ${data.job.from.offset} ${data.job.from.sizeBytes}`);
    }
  return [...weights].flatMap(([name, { file, offset, sizeBytes }]) => (taken.has(`${file} ${offset} ${sizeBytes}`) ? [] : [name]));
}
