import type { ReportFinding } from '../../protocol/importReport';
import { concatKind, concatWords } from '../concatKind';
import { finding, type Inspected, type InspectedPart } from './inspected';
import { form, plural, tr } from '../../texts/texts';

/** How many pictures go through a network at once, where its file fixes that. */
export function fixedBatch({ header }: InspectedPart): number | null {
  const first = header.inputs[0]?.shape?.[0];
  return typeof first === 'number' ? first : null;
}

/** Picture size in pixels that a UNet's or autoencoder's file fixes; null where it is free. @param cellPx pixels a latent cell. */
export function fixedSize({ part, header }: InspectedPart, cellPx: number): { readonly width: number; readonly height: number } | null {
  const [input] = header.inputs;
  const [height, width] = [input?.shape?.[2], input?.shape?.[3]];
  if (part.startsWith('text') || input?.shape?.length !== 4 || typeof height !== 'number' || typeof width !== 'number') return null;
  const scale = part === 'vae_encoder' ? 1 : cellPx;
  return { width: width * scale, height: height * scale };
}

/** What fixed shapes allow. */
export function shapeFindings(inspected: Inspected, cellPx: number): readonly ReportFinding[] {
  const { parts, completed } = inspected;
  const out: ReportFinding[] = [];
  const unet = parts.find(({ part }) => part === 'unet');
  if (!unet) return out;
  const size = fixedSize(unet, cellPx);
  if (size)
    out.push(
      finding(
        'limits',
        'fixed-size',
        'unet',
        tr`The UNet runs only at ${size.width} × ${size.height} pixels; pictures are scaled to that.`,
      ),
    );
  const batch = fixedBatch(unet);
  if (batch !== null)
    out.push(
      finding(
        'note',
        'fixed-batch',
        'unet',
        batch === 2
          ? tr`The UNet takes two pictures at a time: the pair that guidance needs.`
          : plural(batch, form`The UNet takes one picture at a time.`, form`The UNet takes ${batch} pictures at a time.`),
      ),
    );
  const beside = concatKind(completed.unet.in_channels, completed.vae.latent_channels);
  const words = beside && concatWords(beside);
  if (words) out.push(finding('note', 'concatenated', 'unet', words));
  return out;
}
