import type { WeightTable } from '../../protocol/tensorView';
import type { CheckpointParts } from '../../weights/identify/parts';
import type { PartName } from '../modelPackage';

const halves: Readonly<Partial<Record<PartName, RegExp>>> = {
  vae_encoder: /^(?:encoder\.|quant_conv\.)/,
  vae_decoder: /^(?:decoder\.|post_quant_conv\.)/,
};

/** The weights of one network; none where the checkpoint does not have it. An autoencoder's two halves share a table. */
export function tableOf({ unet, vae, tinyVae, textEncoder, textEncoder2 }: CheckpointParts, part: PartName): WeightTable {
  const half = halves[part];
  const named = { unet, text_encoder: textEncoder, text_encoder_2: textEncoder2 } as const;
  const table = (half ? (vae ?? tinyVae) : named[part as keyof typeof named])?.weights ?? new Map();
  return half ? new Map([...table].filter(([name]) => half.test(name))) : table;
}
