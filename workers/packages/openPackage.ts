import { sha256 } from 'hash-wasm';
import { strippedTokeniser } from './checkClipTokeniser';
import { completeConfigs } from './family/completeConfigs';
import { recogniseFamily } from './family/recogniseFamily';
import type { FileSource } from './fileSource';
import type { DeviceNeeds, GraphWishes } from './layout/chooseGraphs';
import type { ModelFamily, ModelPackage, PartName, TextPart } from './modelPackage';
import { packageGeometry } from './packageGeometry';
import { gatherFacts, type PackageFacts, type TextFacts } from './packageFacts';
import { missingFile, unreadableConfig, unsupportedPackage } from './packageFaults';
import { partSizes, readPart } from './partReader';
import { requireRunnable } from './requireRunnable';
import { precisions } from './precisions';
import { evidenceOf, textPartsOf, wantedTexts } from './understandPackage';
import { missingTokeniserFile } from './readTokeniserFiles';

export interface OpenOptions {
  /** What the package is to run on; the processor where it is left out. It decides between files of several precisions. */
  readonly device?: DeviceNeeds;
  readonly wishes?: GraphWishes;
  /** Another package of the same latent space, whose VAE encoder is taken where this one has none. */
  readonly vaeEncoderFrom?: FileSource;
}

const processor: DeviceNeeds = { provider: 'cpu', shaderF16: false };

/**
 * Opens a package of any layout that is known: reads and checks its manifest and configurations, completes them from its
 * graphs and its family, and makes sure that every network's file is there before any of them is read.
 *
 * Throws Faults: `package-missing-file` naming the file, `package-invalid` naming file and key, `package-unsupported`.
 */
export async function openPackage(source: FileSource, id: string, { device = processor, wishes = {}, vaeEncoderFrom }: OpenOptions = {}): Promise<ModelPackage> {
  const facts = await gatherFacts(source, device, wishes);
  const isLocal = source.open !== undefined || (await source.list()) !== null;
  const headed = isLocal || facts.unet === null || facts.vae === null;
  const recognised = recogniseFamily(await evidenceOf(facts, [id, source.label], headed));
  const { unet, vae, scheduler } = completeConfigs({ ...facts, unetHeader: headed ? await facts.header('unet') : null, decoderHeader: headed ? await facts.header('vae_decoder') : null }, recognised);
  const texts = wantedTexts(facts, recognised.family);
  requireNetworks(facts, ['unet', 'vae_decoder', ...textPartsOf(recognised.family)]);
  if (recognised.isInpainting || unet.in_channels !== vae.latent_channels) {
    throw unsupportedPackage(`The model's UNet takes ${unet.in_channels} channels where its pictures have ${vae.latent_channels}: inpainting and other special UNets cannot be run.`, 'Choose the plain model of the same family: Sfumato confines the change by itself.');
  }
  if (isLocal) await requireRunnable(facts, device);
  const own = [...facts.chosen.keys()].filter((part) => part !== 'text_encoder' && part !== 'text_encoder_2');
  const lender = vaeEncoderFrom && !own.includes('vae_encoder') ? await borrow(vaeEncoderFrom, vae.scaling_factor, vae.latent_channels, device) : null;
  const sizes = await partSizes(facts, isLocal);
  const sizeBytes = (part: PartName): number | null => (lender && part === 'vae_encoder' ? lender.sizeBytes(part) : (sizes.get(part) ?? null));
  const { twinFacts, ...precision } = await precisions(facts, isLocal);
  const zeros = facts.index?.force_zeros_for_empty_prompt;
  return {
    id,
    title: facts.index?._name_or_path?.split('/').at(-1) ?? id.charAt(0).toUpperCase() + id.slice(1),
    sha256: await digest(facts, lender),
    geometry: packageGeometry(unet, vae),
    ...{ unet, vae, scheduler },
    family: recognised.family,
    parts: [...texts.map((text) => text.part), ...own, ...(lender ? (['vae_encoder'] as const) : [])],
    texts: await Promise.all(texts.map((text) => openText(facts, text, recognised.family, headed))),
    ...(typeof zeros === 'boolean' && { zeroEmptyNegative: zeros }),
    sizeBytes,
    ...precision,
    readPart: (part, onProgress, single = false) =>
      lender && part === 'vae_encoder' ? lender.readPart(part, onProgress, single) : readPart(single ? twinFacts : facts, part, single ? null : sizeBytes(part), onProgress),
  };
}

/** Throws where a network is missing without which no package is one. The VAE encoder may be borrowed. */
function requireNetworks({ chosen, layout, listing, files }: PackageFacts, parts: readonly PartName[]): void {
  for (const part of parts) {
    const graph = chosen.get(part)?.graph;
    if (graph === undefined || (listing && !listing.includes(graph))) throw missingFile(graph ?? `${layout.root}${part}/model.onnx`, files.label);
  }
}

async function openText(facts: PackageFacts, { part, config, tokeniser, folder }: TextFacts, family: ModelFamily, headed: boolean): Promise<TextPart> {
  const missing = missingTokeniserFile(tokeniser);
  if (missing) throw missingFile(folder + missing, facts.files.label);
  const wrong = family === 'other' ? null : strippedTokeniser(tokeniser, config?.vocab_size ?? null);
  const canRebuild = tokeniser.vocabulary !== null && tokeniser.merges !== null;
  if (wrong && !canRebuild) throw unreadableConfig(`${folder}tokenizer.json`, wrong);
  const length = config || !headed ? null : (await facts.header(part))?.inputs[0]?.shape?.[1];
  return {
    part,
    config: config ?? { max_position_embeddings: typeof length === 'number' && length > 2 ? length : 77 },
    tokeniser: wrong ? { ...tokeniser, tokenizerJson: null } : tokeniser,
  };
}

async function borrow(source: FileSource, scaling: number, channels: number, device: DeviceNeeds): Promise<ModelPackage> {
  const lender = await openPackage(source, source.label, { device });
  if (!lender.parts.includes('vae_encoder')) throw missingFile('vae_encoder/model.onnx', source.label);
  if (Math.abs(lender.vae.scaling_factor - scaling) > 1e-4 || lender.vae.latent_channels !== channels) {
    throw unsupportedPackage(`“${lender.title}” cannot lend its picture encoder: its latents are scaled by ${lender.vae.scaling_factor}, those of this package by ${scaling}.`, 'Choose a package of the same family: Stable Diffusion 1 and 2 can lend to each other, SDXL only to SDXL.');
  }
  return lender;
}

/** A package that borrows is another one than without. */
async function digest({ manifest }: PackageFacts, lender: ModelPackage | null): Promise<string | null> {
  if (!manifest || !lender) return manifest?.sha256 ?? null;
  return lender.sha256 === null ? null : sha256(`${manifest.sha256} ${lender.sha256}`);
}
