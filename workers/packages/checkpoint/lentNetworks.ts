import { Fault } from '../../protocol/faults';
import type { LatentSpace, LendablePart } from '../../protocol/loans';
import type { TensorView, WeightTable } from '../../protocol/tensorView';
import { families } from '../../weights/identify/families';
import type { OpenedCheckpoint } from '../../weights/identify/opened';
import type { CheckpointParts, PartOf } from '../../weights/identify/parts';
import type { LatentSettings } from '../../weights/identify/samplingSettings';
import { latentScales } from '../family/recogniseFamily';
import { tr } from '../../texts/texts';

type MovePath = (path: string) => string;

/**
 * A checkpoint's networks with those of another in their place; the autoencoder goes as a whole. `at` tells under which path a file of the
 * lender appears. Throws a Fault `checkpoint-unsupported` where it has no such part, or one for other latents.
 */
export function withLent(
  opened: OpenedCheckpoint,
  other: OpenedCheckpoint,
  parts: readonly LendablePart[],
  label: string,
  at: MovePath,
): CheckpointParts {
  const { vae, tinyVae, ...networks } = opened.networks;
  const takesVae = parts.some((part) => part.startsWith('vae'));
  if (takesVae) requireLatents(opened, other, label);
  const moved = <N>(part: PartOf<N> | undefined, words: string): PartOf<N> => {
    if (!part) throw unfit(tr`“${label}” has no ${words} to lend.`);
    return { network: part.network, weights: movedTable(part.weights, at) };
  };
  const lent = other.networks;
  return {
    ...networks,
    ...(!takesVae && { ...(vae && { vae }), ...(tinyVae && { tinyVae }) }),
    ...(takesVae && (lent.vae ? { vae: moved(lent.vae, 'VAE') } : { tinyVae: moved(wholeTiny(lent), tr`VAE with both halves`) })),
    ...(parts.includes('text_encoder') && { textEncoder: moved(lent.textEncoder, tr`text encoder`) }),
    ...(parts.includes('text_encoder_2') && { textEncoder2: moved(lent.textEncoder2, tr`second text encoder`) }),
  };
}

/** How latents are scaled with a lent autoencoder: its own configuration counts where there is one. */
export function lentLatents(opened: OpenedCheckpoint, other: OpenedCheckpoint): LatentSettings | null {
  if (!other.networks.vae) return { scalingFactor: 1, mean: null, std: null, forceUpcast: false };
  const { latents } = opened;
  return latents && other.latents ? { ...latents, forceUpcast: other.latents.forceUpcast } : latents;
}

/** Throws a Fault `checkpoint-unsupported` where texts would have another width than the UNet takes. */
export function requireFittingTexts({ networks, missing }: OpenedCheckpoint, label: string): void {
  const { unet, textEncoder, textEncoder2 } = networks;
  if (!unet || missing.some((part) => part.startsWith('text'))) return;
  const width = (textEncoder?.network.width ?? 0) + (textEncoder2?.network.width ?? 0);
  if (width !== unet.network.crossAttentionDim)
    throw unfit(tr`“${label}” takes texts ${unet.network.crossAttentionDim} numbers wide, and the text encoder gives ${width}.`);
}

/** Whose latents an autoencoder makes: by its family, by its configuration, else by its name; null where nothing tells. */
export function latentsOf({ family, latents, networks }: OpenedCheckpoint, label: string): LatentSpace | null {
  const known = families.find(({ name }) => name === family)?.latents;
  if (known) return known;
  if (networks.vae && latents) {
    const near = (scale: number): boolean => Math.abs(latents.scalingFactor - scale) < 1e-4;
    if (near(latentScales.sdxl)) return 'sdxl';
    if (near(latentScales.sd)) return 'sd';
  }
  return /xl/i.test(label) ? 'sdxl' : /taesd|sd-?vae|ft-?(?:mse|ema)/i.test(label) ? 'sd' : null;
}

function requireLatents(opened: OpenedCheckpoint, other: OpenedCheckpoint, label: string): void {
  const wanted = latentsOf(opened, '');
  const given = latentsOf(other, label);
  if (wanted === null || given === null || wanted === given) return;
  const words = { sd: tr`Stable Diffusion 1 and 2`, sdxl: 'SDXL' } as const;
  throw unfit(tr`“${label}” cannot lend its VAE: its latents are those of ${words[given]}, and the model’s are those of ${words[wanted]}.`);
}

function wholeTiny({ tinyVae }: CheckpointParts): CheckpointParts['tinyVae'] {
  const network = tinyVae?.network;
  return network && network.encoderBlocks.length > 0 && network.decoderBlocks.length > 0 ? tinyVae : undefined;
}

function movedTable(weights: WeightTable, at: MovePath): WeightTable {
  const moved = (view: TensorView): TensorView => ({ ...view, file: at(view.file), ...(view.scale && { scale: moved(view.scale) }) });
  return new Map([...weights].map(([name, view]) => [name, moved(view)]));
}

const unfit = (what: string): Fault =>
  new Fault('checkpoint-unsupported', what, tr`Take the part from a model of the same family, or from the downloads that are offered.`);
