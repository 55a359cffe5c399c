import type { LendablePart } from '../protocol/loans';
import { sha256Of } from '../protocol/sha256Of';
import type { ModelPackage, PartName } from './modelPackage';
import { packageGeometry } from './packageGeometry';
import { missingFile, unsupportedPackage } from './packageFaults';
import { tr } from '../texts/texts';

/** What a lender's networks are read by; every package of a model is one. */
export type LentNetworks = Pick<
  ModelPackage,
  'title' | 'sha256' | 'vae' | 'parts' | 'sizeBytes' | 'readPart' | 'needsHalfPrecision' | 'hasSinglePrecision'
>;

/** An opened lender and what is taken from it. */
export interface Lent {
  readonly parts: readonly LendablePart[];
  readonly networks: LentNetworks;
}

/**
 * A package with halves of the autoencoder from others. With both halves the lender's latents count; with the encoder alone they must be
 * scaled as the package's are. Throws Faults: `package-missing-file`, `package-unsupported` where latents differ.
 */
export async function withLentParts(own: ModelPackage, lent: readonly Lent[]): Promise<ModelPackage> {
  const lenderOf = new Map<PartName, LentNetworks>();
  for (const { parts, networks } of lent) {
    for (const part of parts) {
      if (!networks.parts.includes(part)) throw missingFile(`${part}/model.onnx`, networks.title);
      lenderOf.set(part, networks);
    }
  }
  const decoder = lenderOf.get('vae_decoder');
  const vae = decoder?.vae ?? own.vae;
  requireLatents(own, vae, lenderOf.get('vae_encoder'), decoder);
  const of = (part: PartName): LentNetworks => lenderOf.get(part) ?? own;
  return {
    ...own,
    vae,
    geometry: packageGeometry(own.unet, vae),
    sha256: await jointDigest([own.sha256, ...lent.map(({ networks }) => networks.sha256)]),
    parts: [...new Set([...own.parts, ...lenderOf.keys()])],
    sizeBytes: (part) => of(part).sizeBytes(part),
    readPart: (part, onProgress, single) => of(part).readPart(part, onProgress, single),
    needsHalfPrecision: (part) => of(part).needsHalfPrecision?.(part) ?? null,
    hasSinglePrecision: (part) => of(part).hasSinglePrecision?.(part) ?? false,
  };
}

function requireLatents(own: ModelPackage, vae: ModelPackage['vae'], encoder?: LentNetworks, decoder?: LentNetworks): void {
  const alike = (other: ModelPackage['vae']): boolean =>
    Math.abs(other.scaling_factor - vae.scaling_factor) < 1e-4 && other.latent_channels === vae.latent_channels;
  const odd = [encoder, decoder].find((lender) => lender && (!alike(lender.vae) || lender.vae.latent_channels !== own.vae.latent_channels));
  if (odd)
    throw unsupportedPackage(
      tr`“${odd.title}” cannot lend its picture encoder: its latents are scaled by ${odd.vae.scaling_factor}, those of this package by ${vae.scaling_factor}.`,
      tr`Choose a package of the same family: Stable Diffusion 1 and 2 can lend to each other, SDXL only to SDXL.`,
    );
}

/** A package that borrows is another one than without; null where one of them cannot be told. */
async function jointDigest(digests: readonly (string | null)[]): Promise<string | null> {
  return digests.includes(null) ? null : sha256Of(digests.join(' '));
}
