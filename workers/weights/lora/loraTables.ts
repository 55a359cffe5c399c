import type { ByteFile } from '../../protocol/byteFile';
import type { LoraModule, LoraTable } from '../../protocol/loraModules';
import type { TensorView, WeightTable } from '../../protocol/tensorView';
import { unsupportedFile } from '../checkpointFaults';
import { readHeader, type SafetensorsHeader } from '../header/readHeader';
import { fittingVectors } from '../identify/embeddingFor';
import type { TextPart } from '../identify/families';
import type { CheckpointParts } from '../identify/parts';
import { adapterSettings } from './adapterMetadata';
import { readScalars } from './alphas';
import { bundledEmbeddings } from './bundledEmbeddings';
import { makeModules } from './makeModules';
import { matchLora } from './matchLora';
import { LoraTargets } from './targets';
import type { LoraPart } from './targets';
import { tr } from '../../texts/texts';

/** What a LoRA changes in a model. */
export interface LoraTables {
  readonly tables: Readonly<Record<LoraPart, LoraTable>>;
  /** How many modules of each part are changed. */
  readonly modules: Readonly<Record<LoraPart, number>>;
  /** Keys that match nothing in this model. */
  readonly unmatched: readonly string[];
  /** Keys of modules that this model has in another size. */
  readonly misfits: readonly string[];
  /** Textual inversions that come inside the file, by their words, as far as their widths are those of the model's text encoders. */
  readonly words: ReadonlyMap<string, Readonly<Partial<Record<TextPart, TensorView>>>>;
}

/**
 * Finds for a LoRA's file which weights of a model it changes, and how. Its own tensors are pointed to; only the factors alpha are read.
 * Throws a Fault `checkpoint-unsupported` where it fits nowhere, being one of another family, and `checkpoint-invalid` for unsound files.
 */
export async function loraTables(file: ByteFile, model: CheckpointParts): Promise<LoraTables> {
  const { tensors, metadata } = await readHeader(file);
  const { unet, textEncoder, textEncoder2 } = model;
  const targets = new LoraTargets({
    ...(unet && { unet: { network: unet.network, shapes: shapesOf(unet.weights) } }),
    ...(textEncoder && { text_encoder: { shapes: shapesOf(textEncoder.weights) } }),
    ...(textEncoder2 && { text_encoder_2: { shapes: shapesOf(textEncoder2.weights) } }),
  });
  const { modules, unmatched, misfits } = matchLora(tensors, targets);
  if (modules.length === 0) throw foreign(file.path, misfits.length > 0);
  const alphas = await readScalars(
    file,
    modules.flatMap(({ slots }) => slots.get('alpha') ?? []),
  );
  const settings = adapterSettings(metadata);
  const tables: Record<LoraPart, Map<string, LoraModule[]>> = { unet: new Map(), text_encoder: new Map(), text_encoder_2: new Map() };
  const changed: Record<LoraPart, Set<string>> = { unet: new Set(), text_encoder: new Set(), text_encoder_2: new Set() };
  for (const raw of modules) {
    const { part, module } = raw.target;
    const alpha = alphas.get(raw.slots.get('alpha')?.name ?? '');
    const scale = (rank: number) => {
      if (alpha !== undefined && Number.isFinite(alpha) && alpha !== 0) return alpha / rank;
      return raw.slots.has('alpha') ? 1 : (settings.scale(raw.target, rank) ?? 1);
    };
    for (const [parameter, change] of makeModules(raw, scale)) {
      const name = `${module}.${parameter}`;
      tables[part].set(name, [...(tables[part].get(name) ?? []), change]);
    }
    changed[part].add(module);
  }
  return {
    tables,
    modules: { unet: changed.unet.size, text_encoder: changed.text_encoder.size, text_encoder_2: changed.text_encoder_2.size },
    unmatched,
    misfits,
    words: wordsOf(tensors, {
      ...(textEncoder && { text_encoder: textEncoder.network.width }),
      ...(textEncoder2 && { text_encoder_2: textEncoder2.network.width }),
    }),
  };
}

function wordsOf(tensors: SafetensorsHeader['tensors'], widths: Readonly<Partial<Record<TextPart, number>>>): LoraTables['words'] {
  const fitted = [...bundledEmbeddings(tensors)].map(([word, own]) => [word, fittingVectors(own, widths)] as const);
  return new Map(fitted.filter(([, vectors]) => Object.keys(vectors).length > 0));
}

function shapesOf(weights: WeightTable): ReadonlyMap<string, readonly number[]> {
  return new Map([...weights].map(([name, { shape }]) => [name, shape]));
}

function foreign(path: string, sameNames: boolean): Error {
  const why = sameNames ? tr`its modules are of other sizes` : tr`none of its names is one of the model’s`;
  return unsupportedFile(
    path,
    tr`is a LoRA of another family: ${why}`,
    tr`Open the model that it was made for, or take a LoRA for this one.`,
  );
}
