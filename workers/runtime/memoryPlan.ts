import type { ModelPackage, PartName } from '../packages/modelPackage';

/** What stays in memory while a package is used. */
export type MemoryPlan = 'keep-all' | 'rest-text' | 'one-at-a-time';

/** Weights are not everything: activations, kernels and the runtime want about a third on top. */
const aboveWeights = 1.35;

/**
 * Decides by the package's size: everything stays where it fits, the text encoders go before the UNet where that
 * makes it fit, and otherwise only one kind of network is held at a time.
 * @param budgetBytes what sessions may take. Unknown sizes count as nothing: nobody can plan with them.
 */
export function memoryPlan({ parts, sizeBytes }: Pick<ModelPackage, 'parts' | 'sizeBytes'>, budgetBytes: number): MemoryPlan {
  const sum = (list: readonly PartName[]): number => list.reduce((total, part) => total + (sizeBytes(part) ?? 0), 0) * aboveWeights;
  const needed = parts.filter((part) => kindOf(part) !== 'guide');
  if (sum(needed) <= budgetBytes) return 'keep-all';
  return sum(needed.filter((part) => kindOf(part) !== 'text')) <= budgetBytes ? 'rest-text' : 'one-at-a-time';
}

/** The networks that must have given their memory back before `part` is opened or run. */
export function restBefore(plan: MemoryPlan, part: PartName, parts: readonly PartName[]): readonly PartName[] {
  const kind = kindOf(part);
  if (plan === 'keep-all') return [];
  if (plan === 'rest-text') return kind === 'text' ? [] : parts.filter((other) => kindOf(other) === 'text');
  // The UNet and the nets that guide it work together at every step.
  const group = kind === 'guide' ? 'unet' : kind;
  return parts.filter((other) => (kindOf(other) === 'guide' ? 'unet' : kindOf(other)) !== group);
}

function kindOf(part: PartName): 'text' | 'guide' | 'unet' | 'vae_encoder' | 'vae_decoder' {
  if (part === 'text_encoder' || part === 'text_encoder_2') return 'text';
  return part === 'unet' || part === 'vae_encoder' || part === 'vae_decoder' ? part : 'guide';
}
