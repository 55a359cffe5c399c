import type { AddOnFamily } from '../protocol/addOns';
import type { SamplingDefaults } from '../protocol/engine';
import type { SchedulerConfig, TextEncoderConfig, UnetConfig, VaeConfig } from './configs';
import type { ReadProgress } from './fileSource';
import type { PackageGeometry } from './packageGeometry';

/** The text encoders, in the order in which their embeddings are joined. */
export type TextPartName = 'text_encoder' | 'text_encoder_2';
/** A ControlNet by the name of its folder. */
export type ControlNetPart = `controlnet/${string}`;
/** The networks of a package, by the folders of the diffusers layout; other layouts are brought to these names. */
export type PartName = TextPartName | 'unet' | 'vae_encoder' | 'vae_decoder' | ControlNetPart;

/** Which latent space and which conditioning a package has; `other`: a model of its own make, such as the starter. */
export type ModelFamily = 'sd1' | 'sd2' | 'sdxl' | 'sdxl-refiner' | 'other';

/** A text encoder with its tokeniser. */
export interface TextPart {
  readonly part: TextPartName;
  readonly config: TextEncoderConfig;
  readonly tokeniser: TokeniserFiles;
  /** Words that textual inversions add, in the order of their vectors; a word without vectors here is left out of the text. */
  readonly words?: readonly { readonly token: string; readonly vectors: number }[];
}

/** An ONNX graph and the files of weights that it points to, by the names it uses for them. */
export interface ModelFiles {
  readonly graph: Uint8Array;
  /** A Blob stands for a file on disk, which the runtime reads by itself, piece by piece. */
  readonly external: readonly { readonly path: string; readonly data: Uint8Array | Blob }[];
}

/** The tokeniser's files as parsed or read; which of them exist depends on the exporter. */
export interface TokeniserFiles {
  readonly tokenizerJson: unknown;
  readonly tokenizerConfig: unknown;
  readonly specialTokens: unknown;
  readonly vocabulary: Readonly<Record<string, number>> | null;
  readonly merges: string | null;
}

/** A package whose configurations were read and found sound. Its networks are read one at a time, on demand. */
export interface ModelPackage {
  readonly id: string;
  readonly title: string;
  /** Digest of the file manifest, or null where the package has none. */
  readonly sha256: string | null;
  readonly geometry: PackageGeometry;
  readonly unet: UnetConfig;
  readonly vae: VaeConfig;
  readonly family: ModelFamily;
  /** Every network there is. */
  readonly parts: readonly PartName[];
  /** One text encoder for Stable Diffusion, two for SDXL, the second alone for its refiner. */
  readonly texts: readonly TextPart[];
  readonly scheduler: SchedulerConfig;
  /** Whether the model was distilled to a few steps, which below full strength all lie inside what is left. Absent: not. */
  readonly fewStep?: boolean;
  /** Steps and guidance that models of its kind begin with. */
  readonly defaults?: SamplingDefaults;
  /**
   * `force_zeros_for_empty_prompt` of the model's index: an empty negative prompt is zeros, not the empty text's embedding.
   * Absent: as the family's own pipeline does.
   */
  readonly zeroEmptyNegative?: boolean;
  /** Bytes of each network's files where the manifest says so. */
  sizeBytes(part: PartName): number | null;
  /**
   * Reads and verifies a network; progress counts all of its files together.
   * @param singlePrecision for the one that `hasSinglePrecision` speaks of.
   */
  readPart(part: PartName, onProgress?: ReadProgress, singlePrecision?: boolean): Promise<ModelFiles>;
  /** Whether a network computes in half precision, which not every device can; null or absent where that is not known before it is read. */
  needsHalfPrecision?(part: PartName): boolean | null;
  /** What of a network the device is known to compute wrongly in any precision, in words; null where nothing is known. */
  wrongHere?(part: PartName): string | null;
  /** Whether the package has this network in single precision beside the one that is usually read. */
  hasSinglePrecision?(part: PartName): boolean;
  /** Whose LoRAs, embeddings and ControlNets it takes; absent where its graphs are fixed. */
  readonly addOnFamily?: AddOnFamily;
  /**
   * The same model with LoRAs, words and ControlNets added. Throws Faults where one of them is unsound or of another family.
   */
  withAddOns?(addOns: AddOns): Promise<ExtendedPackage>;
}

/** A file that a recipe adds to a model. */
export interface AddOn {
  /** As it is called on screen. */
  readonly name: string;
  /** Of its content. */
  readonly sha256: string;
  readonly file: Blob;
}

/** What a recipe adds to a model, in its order. */
export interface AddOns {
  readonly loras: readonly AddOn[];
  readonly embeddings: readonly (AddOn & { readonly token: string })[];
  readonly controlNets: readonly AddOn[];
}

/** A model with add-ons: the parts that they change have other graphs than before. */
export interface ExtendedPackage extends ModelPackage {
  /** What was added to a part's graph; parts of equal form are the same network. */
  formOf(part: PartName): string;
  /** Which of the LoRAs a part's strength inputs belong to, in the inputs' order. */
  strengthsOf(part: PartName): readonly number[];
}
