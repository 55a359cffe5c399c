import type { ImportReport } from '../../protocol/importReport';
import { lendableParts } from '../../protocol/loans';
import { latentScales } from '../family/recogniseFamily';
import type { Inspected } from './inspected';

/** What a package of graphs has to lend, and what of its autoencoder it lacks. */
export function packageLending({ parts, facts, completed, lent }: Inspected): ImportReport['lending'] {
  const has = (part: string): boolean => parts.some((one) => one.part === part);
  const scale = completed.vae.scaling_factor;
  return {
    gives: lendableParts.filter(has).map((part) => ({
      part,
      sizeBytes: sumOf(parts.find((one) => one.part === part)?.files ?? []),
    })),
    lacks: (['vae_encoder', 'vae_decoder'] as const).filter((part) => !facts.chosen.has(part) && !lent.includes(part)),
    latents: Math.abs(scale - latentScales.sd) < 1e-4 ? 'sd' : Math.abs(scale - latentScales.sdxl) < 1e-4 ? 'sdxl' : null,
    isPart: false,
  };
}

function sumOf(files: readonly { readonly sizeBytes: number | null }[]): number | null {
  return files.reduce<number | null>((sum, { sizeBytes }) => (sum === null || sizeBytes === null ? null : sum + sizeBytes), 0);
}
