import type { Denoiser } from '../diffusion/contracts';
import type { ModelPackage } from '../packages/modelPackage';
import type { ExecutionProvider, PackageSummary } from '../protocol/engine';
import type { Size } from '../protocol/geometry';
import type { Tensor } from '../protocol/tensor';
import { fixedDimension } from './fixedShape';
import { gatherPreviewFit, type PreviewFit } from './latentPreview';
import { meanCells } from './meanCells';
import type { ModelSession } from './modelSession';
import { previewCard } from './previewCard';
import { TextEncoder } from './textEncoder';
import type { Tokeniser } from './tokeniser';
import { Unet } from './unet';
import { decodeLatents, drawsPosterior, encodePicture, type LatentScale } from './vae';

export interface Networks {
  readonly unet: ModelSession;
  readonly textEncoder: ModelSession;
  readonly pictureEncoder: ModelSession;
  readonly pictureDecoder: ModelSession;
}

/** Side of the card that colours of previews are learned from, in pixels: enough patches, soon encoded. */
const cardSidePx = 128;

/** A package ready to run: what the pipeline knows of networks. */
export class LoadedModel {
  readonly denoiser: Denoiser<Tensor>;
  private readonly text: TextEncoder;
  private readonly scale: LatentScale;
  private cardFit: Promise<PreviewFit> | null = null;

  constructor(
    readonly modelPackage: ModelPackage,
    readonly provider: ExecutionProvider,
    private readonly networks: Networks,
    tokeniser: Tokeniser,
  ) {
    this.denoiser = new Unet(networks.unet);
    this.text = new TextEncoder(networks.textEncoder, tokeniser);
    const { vae } = modelPackage;
    this.scale = { scaling: vae.scaling_factor, shift: vae.shift_factor ?? 0, channels: vae.latent_channels };
  }

  get summary(): PackageSummary {
    const { id, title, sha256, geometry, scheduler, texts } = this.modelPackage;
    return { id, title, sha256, ...geometry, onlyNativeSize: this.sizeIsFixed(), scheduler: scheduler._class_name, maximumTokens: Math.min(...texts.map((text) => text.config.max_position_embeddings)), provider: this.provider };
  }

  /** Whether the picture encoder draws its own noise, so that a seed does not reproduce a result. */
  get drawsPosterior(): boolean {
    return drawsPosterior(this.networks.pictureEncoder);
  }

  /** Embeddings (1, tokens, width) of several texts, all of one length, so that guidance can batch them. */
  encodeTexts(texts: readonly string[]): Promise<readonly Tensor[]> {
    return this.text.encode(texts);
  }

  /** Picture (1, 3, height, width) in −1…1 → latents (1, channels, height/f, width/f) as the UNet knows them. */
  encodePicture(picture: Tensor): Promise<Tensor> {
    return encodePicture(this.networks.pictureEncoder, picture, this.scale);
  }

  /** Latents → picture (1, 3, height, width) in about −1…1. */
  decodeLatents(latents: Tensor): Promise<Tensor> {
    return decodeLatents(this.networks.pictureDecoder, latents, this.scale);
  }

  /** What previews of this package are fitted on, before any picture: one small encoding, made once. */
  previewFit(): Promise<PreviewFit> {
    this.cardFit ??= this.fitCard();
    return this.cardFit;
  }

  async release(): Promise<void> {
    await Promise.allSettled(Object.values(this.networks).map((session: ModelSession) => session.release()));
  }

  private sizeIsFixed(): boolean {
    return [this.networks.unet, this.networks.pictureEncoder, this.networks.pictureDecoder].some(({ inputs }) =>
      inputs.some((input) => input.shape.length === 4 && (fixedDimension(input, 2) ?? fixedDimension(input, 3)) !== null),
    );
  }

  private async fitCard(): Promise<PreviewFit> {
    const card = previewCard(this.cardSize());
    const latents = await this.encodePicture(card);
    return gatherPreviewFit(latents, meanCells(card, this.modelPackage.geometry.scaleFactor));
  }

  private cardSize(): Size {
    const { nativeSize, sizeMultiple } = this.modelPackage.geometry;
    const input = this.networks.pictureEncoder.input('sample', 'pixel_values', 'image');
    const fit = (native: number, axis: number): number => fixedDimension(input, axis) ?? Math.min(native, Math.ceil(cardSidePx / sizeMultiple) * sizeMultiple);
    return { width: fit(nativeSize.width, 3), height: fit(nativeSize.height, 2) };
  }
}
