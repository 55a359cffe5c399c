import { holdsCheckpoint } from './checkpoint/byteFiles';
import { openLentParts } from './checkpoint/openLentParts';
import { completeConfigs } from './family/completeConfigs';
import { recogniseFamily } from './family/recogniseFamily';
import type { FileSource } from './fileSource';
import type { DeviceNeeds, GraphWishes } from './layout/chooseGraphs';
import type { Lender } from './lender';
import { withLentParts, type Lent } from './lentParts';
import type { ModelFamily, ModelPackage, PartName, TextPart, TokeniserFiles } from './modelPackage';
import { packageGeometry } from './packageGeometry';
import { gatherFacts, type PackageFacts, type TextFacts } from './packageFacts';
import { missingFile } from './packageFaults';
import { partSizes, readPart } from './partReader';
import { requireRunnable } from './requireRunnable';
import { precisions } from './precisions';
import { usualSampling } from './usualSampling';
import { evidenceOf, textPartsOf, wantedTexts } from './understandPackage';
import { missingTokeniserFile } from './readTokeniserFiles';
import { takesShippedVocabulary } from './shippedVocabulary';
import { textPart } from './textPart';

export interface OpenOptions {
  /** What the package is to run on; the processor where it is left out. It decides between files of several precisions. */
  readonly device?: DeviceNeeds;
  readonly wishes?: GraphWishes;
  /** Models of the same latent space whose autoencoder is taken, where this package has none or in its place. */
  readonly lenders?: readonly Lender[];
  /** CLIP's vocabulary, which ships with the studio, for packages without a tokeniser. */
  readonly vocabulary?: () => Promise<TokeniserFiles>;
}

const processor: DeviceNeeds = { provider: 'cpu', shaderF16: false };

/**
 * Opens a package of any layout that is known: reads and checks its manifest and configurations, completes them from its
 * graphs and its family, and makes sure that every network's file is there before any of them is read.
 *
 * Throws Faults: `package-missing-file` naming the file, `package-invalid` naming file and key, `package-unsupported`.
 */
export async function openPackage(
  source: FileSource,
  id: string,
  { device = processor, wishes = {}, lenders = [], vocabulary }: OpenOptions = {},
): Promise<ModelPackage> {
  const facts = await gatherFacts(source, device, wishes);
  const isLocal = source.open !== undefined || (await source.list()) !== null;
  const headed = isLocal || facts.unet === null || facts.vae === null;
  const recognised = recogniseFamily(await evidenceOf(facts, [id, source.label], headed));
  const { unet, vae, scheduler } = completeConfigs(
    { ...facts, unetHeader: headed ? await facts.header('unet') : null, decoderHeader: headed ? await facts.header('vae_decoder') : null },
    recognised,
  );
  const texts = wantedTexts(facts, recognised.family);
  const lent = lenders.flatMap(({ parts }) => parts);
  const needed = ['unet', 'vae_decoder', ...textPartsOf(recognised.family)] as const;
  requireNetworks(
    facts,
    needed.filter((part) => !lent.some((one) => one === part)),
  );
  await requireRunnable(facts, device, { unet, vae, texts, lent }, isLocal);
  const others = [...facts.chosen.keys()].filter((part) => part !== 'text_encoder' && part !== 'text_encoder_2');
  const sizes = await partSizes(facts, isLocal);
  const sizeBytes = (part: PartName): number | null => sizes.get(part) ?? null;
  const { twinFacts, ...precision } = await precisions(facts, isLocal);
  const zeros = facts.index?.force_zeros_for_empty_prompt;
  const own: ModelPackage = {
    id,
    title: facts.index?._name_or_path?.split('/').at(-1) ?? id.charAt(0).toUpperCase() + id.slice(1),
    sha256: facts.manifest?.sha256 ?? null,
    geometry: packageGeometry(unet, vae),
    ...{ unet, vae, scheduler },
    family: recognised.family,
    fewStep: recognised.variant !== 'base',
    defaults: usualSampling({
      family: recognised.family,
      variant: recognised.variant,
      name: `${id} ${source.label}`,
      guidanceIsInput: (unet.time_cond_proj_dim ?? null) !== null,
    }),
    parts: [...texts.map((text) => text.part), ...others],
    texts: await Promise.all(texts.map((text) => openText(facts, text, recognised.family, headed, vocabulary))),
    ...(typeof zeros === 'boolean' && { zeroEmptyNegative: zeros }),
    sizeBytes,
    ...precision,
    readPart: (part, onProgress, single = false) => readPart(single ? twinFacts : facts, part, single ? null : sizeBytes(part), onProgress),
  };
  if (lenders.length === 0) return own;
  return withLentParts(own, await Promise.all(lenders.map((lender) => openLender(lender, device, vae.scaling_factor))));
}

/** Throws where a network is missing without which no package is one. The VAE encoder may be borrowed. */
function requireNetworks({ chosen, layout, listing, files }: PackageFacts, parts: readonly PartName[]): void {
  for (const part of parts) {
    const graph = chosen.get(part)?.graph;
    if (graph === undefined || (listing && !listing.includes(graph)))
      throw missingFile(graph ?? `${layout.root}${part}/model.onnx`, files.label);
  }
}

async function openText(
  facts: PackageFacts,
  found: TextFacts,
  family: ModelFamily,
  headed: boolean,
  vocabulary: OpenOptions['vocabulary'],
): Promise<TextPart> {
  const missing = missingTokeniserFile(found.tokeniser);
  const shipped = missing && vocabulary && takesShippedVocabulary(family, found.config) ? await vocabulary() : null;
  if (missing && !shipped) throw missingFile(found.folder + missing, facts.files.label);
  const { text, fault } = textPart(
    { ...found, ...(shipped && { tokeniser: shipped }) },
    family,
    headed ? await facts.header(found.part) : null,
  );
  if (fault) throw fault;
  return text;
}

async function openLender(lender: Lender, device: DeviceNeeds, scaling: number): Promise<Lent> {
  const { source, parts } = lender;
  const isCheckpoint = holdsCheckpoint((await source.list()) ?? []);
  const networks = isCheckpoint ? await openLentParts(lender, device, scaling) : await openPackage(source, source.label, { device });
  return { parts, networks };
}
