import type { ReportFinding } from '../../protocol/importReport';
import { dimension } from '../family/recogniseFamily';
import type { HeaderValue } from '../onnx/graphHeader';
import { textPartsOf } from '../understandPackage';
import { finding, the, type Inspected, type InspectedPart } from './inspected';

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

/** What fixed shapes allow, and whether the networks of a package fit each other. */
export function shapeFindings(inspected: Inspected, cellPx: number): readonly ReportFinding[] {
  const { parts, completed, recognised } = inspected;
  const out: ReportFinding[] = [];
  const unet = parts.find(({ part }) => part === 'unet');
  if (!unet) return out;
  const size = fixedSize(unet, cellPx);
  if (size) out.push(finding('limits', 'fixed-size', 'unet', `The UNet runs only at ${size.width} × ${size.height} pixels; pictures are scaled to that.`));
  const batch = fixedBatch(unet);
  if (batch !== null) out.push(finding('note', 'fixed-batch', 'unet', batch === 2 ? 'The UNet takes two pictures at a time: the pair that guidance needs.' : `The UNet takes ${batch === 1 ? 'one picture' : `${batch} pictures`} at a time.`));
  if (recognised.isInpainting) {
    out.push(finding('blocks', 'inpainting', 'unet', 'The UNet takes 9 channels: latents, a mask and a masked picture. Inpainting models cannot be run by the studio’s methods.', 'Choose the plain model of the same family: Sfumato confines the change by itself.'));
  } else if (completed.unet.in_channels !== completed.vae.latent_channels) {
    out.push(finding('blocks', 'channels', 'unet', `The UNet takes ${completed.unet.in_channels} channels where its pictures have ${completed.vae.latent_channels}.`, 'UNet and autoencoder belong to different models.'));
  }
  return [...out, ...textFindings(inspected, unet)];
}

/** SDXL is conditioned on inner layers and on a pooled embedding; every model on embeddings of its own width. */
function textFindings({ parts, recognised }: Inspected, unet: InspectedPart): readonly ReportFinding[] {
  const out: ReportFinding[] = [];
  const isXl = unet.header.inputs.some((input) => input.name === 'text_embeds');
  const wanted = textPartsOf(recognised.family);
  const texts = wanted.flatMap((name) => parts.filter(({ part }) => part === name));
  for (const text of texts) {
    if (isXl && !text.header.outputs.some((output) => /^hidden_states[._]?\d+$/.test(output.name))) out.push(finding('blocks', 'no-hidden-states', text.part, `${the(text)} was exported without its inner layers (“hidden_states”), on which SDXL is conditioned. Its last layer cannot stand in.`, 'Export the text encoders as for SDXL, with their hidden states.'));
  }
  const pooled = texts.at(-1);
  if (isXl && pooled && !pooled.header.outputs.some((output) => /text_embeds$/.test(output.name))) out.push(finding('blocks', 'no-pooled', pooled.part, `${the(pooled)} was exported without its pooled embedding (“text_embeds”).`, 'Export it as a text model with projection, as for SDXL.'));
  const widths = texts.map((text) => textWidth(text.header.outputs));
  const takes = dimension(unet.header, 'encoder_hidden_states', 2);
  const gives = widths.reduce<number | null>((sum, width) => (sum === null || width === null ? null : sum + width), 0);
  if (texts.length === wanted.length && takes !== null && gives !== null && takes !== gives) out.push(finding('blocks', 'text-width', 'unet', `The UNet takes text of ${takes} numbers a word, its text encoders give ${gives}: they belong to another model.`, 'Take UNet and text encoders from one package.'));
  return out;
}

function textWidth(outputs: readonly HeaderValue[]): number | null {
  const width = outputs.find((output) => output.name === 'last_hidden_state')?.shape?.[2];
  return typeof width === 'number' ? width : null;
}
