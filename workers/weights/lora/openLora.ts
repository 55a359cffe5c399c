import { unsupportedFile } from '../checkpointFaults';
import type { SafetensorsHeader, StoredTensor } from '../header/readHeader';
import { fittingVectors } from '../identify/embeddingFor';
import type { FamilyFacts, WeightsFamily } from '../identify/families';
import { guessFewStep, guessPrediction } from '../identify/guesses';
import type { Guess, Labels } from '../identify/guesses';
import { takeKnown } from '../identify/refusals';
import { bundledEmbeddings } from './bundledEmbeddings';
import { familyTargets, loraFamilies } from './familyParts';
import { loraNotes } from './loraNotes';
import type { LoraNotes } from './loraNotes';
import { matchLora } from './matchLora';
import type { LoraMatch } from './matchLora';
import { refusedMethod, slotOf } from './slots';
import type { LoraPart, LoraTargets } from './targets';
import { tr } from '../../texts/texts';

/** How a LoRA's file changes weights, by the name of its most particular part. */
export type LoraNetwork = 'lora' | 'locon' | 'loha' | 'lokr' | 'dora' | 'difference';

/** What a LoRA's file is, told without a model. */
export interface OpenedLora {
  readonly kind: 'lora';
  /** The family whose published model it fits best. */
  readonly family: WeightsFamily;
  readonly network: LoraNetwork;
  readonly parts: readonly LoraPart[];
  /** Of most of its modules; null where they have none. */
  readonly rank: number | null;
  /** The types that it is stored in, most tensors first. */
  readonly types: readonly string[];
  /** Keys that match nothing in that model. */
  readonly unmatched: readonly string[];
  /** The words of textual inversions that come inside it, for text encoders that the studio knows. */
  readonly words: readonly string[];
  readonly guess: Guess | null;
  readonly chosen: readonly string[];
  readonly notes: LoraNotes;
  readonly metadata: ReadonlyMap<string, string>;
}

/** How wide the text encoders of the families are. */
const textWidths = [{ text_encoder: 768, text_encoder_2: 1280 }, { text_encoder: 1024 }];

const parts: readonly LoraPart[] = ['unet', 'text_encoder', 'text_encoder_2'];

/** Tells a LoRA's family, kind and parts. Throws a Fault `checkpoint-unsupported` for families and kinds that the studio does not know. */
export function openLora({ file, tensors, metadata }: SafetensorsHeader, labels: Labels): OpenedLora {
  const names = [...tensors.keys()];
  const method = names.map(refusedMethod).find((name) => name !== null);
  if (method)
    throw unsupportedFile(
      file,
      tr`changes weights by ${method}, which the studio does not apply`,
      tr`Take the same style as a LoRA or LoCon.`,
    );
  const { family, match } = bestFamily(file, tensors, metadata);
  const changed = new Set(match.modules.map(({ target }) => target.part));
  const suggested = guessPrediction(labels);
  return {
    kind: 'lora',
    family: family.name,
    network: networkOf(match),
    parts: parts.filter((part) => changed.has(part)),
    rank: mostCommon(match.modules.flatMap(rankOf))[0] ?? null,
    types: mostCommon([...tensors.values()].filter(({ shape }) => shape.length > 1).map(({ dtype }) => dtype)),
    unmatched: [...match.unmatched, ...match.misfits, ...strangeWords(tensors)],
    words: [...bundledEmbeddings(tensors)].filter(([, own]) => fitsSomewhere(own)).map(([word]) => word),
    guess: guessFewStep(labels) ?? (suggested?.prediction === 'v' ? suggested : null),
    chosen: [file],
    notes: loraNotes(metadata),
    metadata,
  };
}

const fitsSomewhere = (own: SafetensorsHeader['tensors']): boolean =>
  textWidths.some((widths) => Object.keys(fittingVectors(own, widths)).length > 0);

/** The keys of embeddings inside the file that fit no text encoder. */
function strangeWords(tensors: SafetensorsHeader['tensors']): readonly string[] {
  return [...bundledEmbeddings(tensors).values()]
    .filter((own) => !fitsSomewhere(own))
    .flatMap((own) => [...own.values()].map(({ name }) => name));
}

function rankOf({ method, slots }: LoraMatch['modules'][number]): number[] {
  const tensor = method === 'lora' ? slots.get('down') : method === 'loha' ? slots.get('w1b') : (slots.get('w1b') ?? slots.get('w2b'));
  return tensor?.shape[0] === undefined ? [] : [tensor.shape[0]];
}

/** Values by how often they come, most first. */
function mostCommon<T>(values: readonly T[]): readonly T[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
}

interface Candidate {
  readonly family: FamilyFacts;
  readonly match: LoraMatch;
  readonly misses: number;
}

function bestFamily(file: string, tensors: ReadonlyMap<string, StoredTensor>, metadata: ReadonlyMap<string, string>): Candidate {
  const candidates = loraFamilies.map((family): Candidate => {
    const match = matchLora(tensors, familyTargets(family));
    return { family, match, misses: match.unmatched.length + match.misfits.length };
  });
  const least = Math.min(...candidates.map(({ misses }) => misses));
  const equal = candidates.filter(({ misses }) => misses === least);
  const [likeliest] = equal;
  if (!likeliest || likeliest.match.modules.length === 0) throw unknownLora(file, [...tensors.keys()]);
  // A LoRA of a pruned model fits the whole one too, but leaves much of it untouched where it covers the pruned one wholly.
  const whole = equal.find((candidate) => covers(candidate));
  return hinted(equal, metadata) ?? whole ?? likeliest;
}

/** Whether every module of the kinds that a LoRA changes is changed. */
function covers({ family, match }: Candidate): boolean {
  const changed = new Set(match.modules.filter(({ target }) => target.part === 'unet').map(({ target }) => target.module));
  if (changed.size === 0) return false;
  const kinds = new Set([...changed].map(kindOf));
  return [...unetModules(familyTargets(family))].every((module) => changed.has(module) || !kinds.has(kindOf(module)));
}

function unetModules(targets: LoraTargets): ReadonlySet<string> {
  return targets.modules('unet');
}

/** What stays of a module's name when its place is taken away: `attentions.transformer_blocks.attn1.to_q`. */
function kindOf(module: string): string {
  return module.replace(/^(?:(?:down_blocks|up_blocks)\.\d+|mid_block)\./, '').replaceAll(/\.\d+\b/g, '');
}

function hinted(candidates: readonly Candidate[], metadata: ReadonlyMap<string, string>): Candidate | null {
  const architecture = metadata.get('modelspec.architecture') ?? '';
  const base = metadata.get('ss_base_model_version') ?? '';
  const told = /ssd.?1b/i.test(architecture + base) ? 'ssd-1b' : /vega/i.test(architecture + base) ? 'vega' : null;
  return candidates.find(({ family }) => family.name === told) ?? null;
}

function networkOf({ modules }: LoraMatch): LoraNetwork {
  const uses = (test: (module: LoraMatch['modules'][number]) => boolean) => modules.some(test);
  if (uses(({ slots }) => slots.has('dora'))) return 'dora';
  if (uses(({ method }) => method === 'lokr')) return 'lokr';
  if (uses(({ method }) => method === 'loha')) return 'loha';
  if (uses(({ slots, target }) => slots.has('mid') || (slots.has('down') && isConvolution(target.module, slots.get('down')))))
    return 'locon';
  return uses(({ method }) => method === 'lora') ? 'lora' : 'difference';
}

/** The transformers' projections are linear in effect, whatever their rank. */
function isConvolution(module: string, down: StoredTensor | undefined): boolean {
  return (down?.shape.length ?? 0) === 4 && ((down?.shape[2] ?? 1) > 1 || !/\.proj_(?:in|out)$/.test(module));
}

const transformers: readonly (readonly [RegExp, string])[] = [
  [/(?:double|single)_(?:transformer_)?blocks/, 'Flux'],
  [/joint_blocks/, tr`Stable Diffusion 3 (SD3)`],
  [
    /^(?:transformer\.|lora_transformer_|diffusion_model\.(?:layers|blocks|transformer_blocks)\b|lora_unet_blocks_)/,
    tr`a diffusion transformer`,
  ],
];

function unknownLora(file: string, names: readonly string[]): Error {
  const known = transformers.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (known) return unsupportedFile(file, tr`is a LoRA for ${known[1]}, which is of another architecture`, takeKnown);
  const readable = names.filter((name) => slotOf(name) !== null).length;
  const example = names[0]?.slice(0, 80) ?? '';
  const told = readable === 0 ? tr`whose names the studio does not know` : tr`that fits none of the families that the studio knows`;
  return unsupportedFile(file, tr`looks like a LoRA ${told} (such as “${example}”)`, takeKnown);
}
