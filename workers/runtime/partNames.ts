import type { ControlNetPart, ModelPackage, PartName } from '../packages/modelPackage';
import { partWords } from '../packages/partWords';
import { Fault } from '../protocol/faults';
import { tr } from '../texts/texts';

const controlNetFolder = 'controlnet/';

export function controlNetPart(name: string): ControlNetPart {
  return `${controlNetFolder}${name}`;
}

/** The names of a package's ControlNets, by alphabet. */
export function controlNetsOf({ parts }: Pick<ModelPackage, 'parts'>): readonly string[] {
  return parts.flatMap((part) => (part.startsWith(controlNetFolder) ? [part.slice(controlNetFolder.length)] : [])).toSorted();
}

/** Where no size is known: from what is largest in every family to what is smallest. */
const usualOrder: readonly PartName[] = ['unet', 'text_encoder_2', 'text_encoder', 'vae_decoder', 'vae_encoder'];

/**
 * What is opened when a package is loaded, the largest first: a heap that never shrinks is then as small as it can be.
 * ControlNets wait until a recipe names them. Throws a Fault `package-unsupported` where a part is missing without which no
 * picture can be edited.
 * @param refines it only goes on from another model's latents, and needs no autoencoder.
 */
export function loadingOrder(modelPackage: ModelPackage, refines = false): readonly PartName[] {
  const { parts, texts } = modelPackage;
  const autoencoder: readonly PartName[] = refines ? [] : ['vae_decoder', 'vae_encoder'];
  const wanted: readonly PartName[] = ['unet', ...autoencoder, ...texts.map((text) => text.part)];
  const missing = wanted.find((part) => !parts.includes(part));
  if (missing) {
    const hint = missing.startsWith('vae')
      ? tr`Borrow it from another package of the same family, or choose another package.`
      : tr`Choose another package.`;
    throw new Fault(
      'package-unsupported',
      tr`The package “${modelPackage.title}” has no ${partWords(missing)}, so it cannot edit pictures.`,
      hint,
    );
  }
  if (texts.length === 0)
    throw new Fault(
      'package-unsupported',
      tr`The package “${modelPackage.title}” has no text encoder, so it cannot follow a prompt.`,
      tr`Choose another package.`,
    );
  const size = (part: PartName): number => modelPackage.sizeBytes(part) ?? 0;
  return wanted.toSorted((a, b) => size(b) - size(a) || usualOrder.indexOf(a) - usualOrder.indexOf(b));
}
