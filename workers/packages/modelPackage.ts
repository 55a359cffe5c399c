import type { SchedulerConfig, TextEncoderConfig, UnetConfig, VaeConfig } from './configs';
import type { ReadProgress } from './fileSource';
import type { PackageGeometry } from './packageGeometry';

/** The networks of a package, by the folders they lie in. */
export type PartName = 'text_encoder' | 'unet' | 'vae_encoder' | 'vae_decoder';
export const partNames: readonly PartName[] = ['text_encoder', 'unet', 'vae_encoder', 'vae_decoder'];

/** An ONNX graph and the files of weights that it points to, by the names it uses for them. */
export interface ModelFiles {
  readonly graph: Uint8Array;
  readonly external: readonly { readonly path: string; readonly data: Uint8Array }[];
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
  readonly textEncoder: TextEncoderConfig;
  readonly scheduler: SchedulerConfig;
  readonly tokeniser: TokeniserFiles;
  /** Bytes of each network's files where the manifest says so. */
  sizeBytes(part: PartName): number | null;
  /** Reads and verifies a network; progress counts all of its files together. */
  readPart(part: PartName, onProgress?: ReadProgress): Promise<ModelFiles>;
}
