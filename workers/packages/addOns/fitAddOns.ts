import type { ByteFile } from '../../protocol/byteFile';
import type { LoraTable } from '../../protocol/loraModules';
import type { TensorView } from '../../protocol/tensorView';
import { embeddingFor } from '../../weights/identify/embeddingFor';
import type { OpenedCheckpoint } from '../../weights/identify/opened';
import type { CheckpointParts } from '../../weights/identify/parts';
import { loraTables, type LoraTables } from '../../weights/lora/loraTables';
import type { AddOns, ControlNetPart, TextPartName } from '../modelPackage';
import { addedFile } from './addedFile';
import { fitControlNet } from './fitControlNet';

/** A LoRA's changes of one network. */
export interface FittedLora {
  /** Its place among the recipe's LoRAs. */
  readonly index: number;
  readonly sha256: string;
  readonly table: LoraTable;
}

/** A textual inversion in one text encoder; without vectors its word is left out of the text there. */
export interface FittedWord {
  readonly token: string;
  readonly sha256: string;
  readonly vectors: TensorView | null;
}

/** Add-ons brought to the networks of a checkpoint. */
export interface FittedAddOns {
  readonly loras: Readonly<Record<'unet' | TextPartName, readonly FittedLora[]>>;
  readonly words: Readonly<Record<TextPartName, readonly FittedWord[]>>;
  readonly controlNets: ReadonlyMap<ControlNetPart, { readonly opened: OpenedCheckpoint; readonly sha256: string }>;
  /** Every add-on's file, by the path that graphs name it with. */
  readonly files: ReadonlyMap<string, { readonly file: ByteFile; readonly blob: Blob; readonly sha256: string }>;
}

/**
 * Finds what add-ons change in a checkpoint. Headers and the factors of LoRAs are read, no weights. Throws Faults where a file is unsound
 * (`checkpoint-invalid`) or of another family (`checkpoint-unsupported`).
 */
export async function fitAddOns(networks: CheckpointParts, addOns: AddOns): Promise<FittedAddOns> {
  const files = new Map<string, { file: ByteFile; blob: Blob; sha256: string }>();
  const named = (addOn: AddOns['loras'][number]): ByteFile => {
    const file = addedFile(addOn);
    files.set(file.path, { file, blob: addOn.file, sha256: addOn.sha256 });
    return file;
  };
  const bundles: { sha256: string; brought: LoraTables['words'] }[] = [];
  const loras = { unet: [] as FittedLora[], text_encoder: [] as FittedLora[], text_encoder_2: [] as FittedLora[] };
  for (const [index, lora] of addOns.loras.entries()) {
    const { tables, words: brought } = await loraTables(named(lora), networks);
    bundles.push({ sha256: lora.sha256, brought });
    for (const part of ['unet', 'text_encoder', 'text_encoder_2'] as const)
      if (tables[part].size > 0) loras[part].push({ index, sha256: lora.sha256, table: tables[part] });
  }
  const { textEncoder, textEncoder2, unet } = networks;
  const widths = {
    ...(textEncoder && { text_encoder: textEncoder.network.width }),
    ...(textEncoder2 && { text_encoder_2: textEncoder2.network.width }),
  };
  const words = { text_encoder: [] as FittedWord[], text_encoder_2: [] as FittedWord[] };
  for (const embedding of addOns.embeddings) {
    const { vectors } = await embeddingFor(named(embedding), widths);
    for (const part of ['text_encoder', 'text_encoder_2'] as const)
      if (widths[part] !== undefined) words[part].push({ ...embedding, vectors: vectors[part] ?? null });
  }
  // What comes inside a LoRA counts while that takes part, unless the recipe brings the word by itself.
  const spoken = new Set(addOns.embeddings.map(({ token }) => token.toLowerCase()));
  for (const { sha256, brought } of bundles)
    for (const [token, vectors] of brought) {
      if (spoken.has(token.toLowerCase())) continue;
      spoken.add(token.toLowerCase());
      for (const part of ['text_encoder', 'text_encoder_2'] as const)
        if (widths[part] !== undefined) words[part].push({ token, sha256, vectors: vectors[part] ?? null });
    }
  const controlNets = new Map<ControlNetPart, { opened: OpenedCheckpoint; sha256: string }>();
  for (const net of addOns.controlNets)
    if (unet)
      controlNets.set(`controlnet/${net.name}`, { opened: await fitControlNet(named(net), net.name, unet.network), sha256: net.sha256 });
  return { loras, words, controlNets, files };
}
