import type { Denoiser } from '../diffusion/contracts';
import type { ConcatKind } from '../packages/concatKind';
import type { AddOns, ModelPackage, PartName } from '../packages/modelPackage';
import type { EngineEvent, ExecutionProvider, PackageSummary } from '../protocol/engine';
import { Fault } from '../protocol/faults';
import type { Size } from '../protocol/geometry';
import { readScheduler } from '../protocol/scheduler/readScheduler';
import type { Tensor } from '../protocol/tensor';
import { AddedNetworks } from './addedNetworks';
import { ControlNets } from './guides/controlNets';
import { RunGuides, type RunGuide } from './guides/runGuides';
import { gatherPreviewFit, type PreviewFit } from './latentPreview';
import { meanCells } from './meanCells';
import type { ModelSession } from './modelSession';
import { openPart } from './openPart';
import { partWords } from '../packages/partWords';
import { previewCard } from './previewCard';
import type { Runtime } from './runtime';
import type { SerialQueue } from './serialQueue';
import type { EncodedPrompt } from './text/encodedPrompt';
import { openPrompts } from './text/openPrompts';
import type { PromptEncoder, PromptText } from './text/promptEncoder';
import { untiledArea } from './tiling/untiledArea';
import type { Concatenated } from './unet/concatenated';
import { Unet, type GuidanceForm } from './unet/unet';
import { decodeLatents, drawsPosterior, encodePicture, type LatentScale } from './vae';
import { tr } from '../texts/texts';

/** Side of the card that colours of previews are learned from, in pixels: enough patches, soon encoded. */
const cardSidePx = 128;

/** The networks of one run: tensors that stay the same through its steps are made once, and live until `end`. */
export interface ModelRun {
  readonly denoiser: Denoiser<EncodedPrompt>;
  end(): void;
}

/** A package ready to run: what the pipeline knows of networks. */
export class LoadedModel {
  /** What the UNet is shown beside the latents; a run must give it. */
  readonly takesBeside: ConcatKind;
  private unet: Unet;
  private prompts: PromptEncoder;
  private controlNets: ControlNets;
  private readonly sessions: Map<PartName, ModelSession>;
  /** What add-ons have brought into the networks that are open. */
  private readonly added: AddedNetworks;
  private extended: ModelPackage;
  private readonly scale: LatentScale;
  private cardFit: Promise<PreviewFit> | null = null;

  /**
   * Throws a Fault `package-unsupported` or `package-invalid` where the networks' inputs and outputs are not those of a package
   * of its kind.
   */
  constructor(
    readonly modelPackage: ModelPackage,
    private readonly runtime: Runtime,
    private readonly queue: SerialQueue,
    sessions: ReadonlyMap<PartName, ModelSession>,
  ) {
    const { vae, geometry } = modelPackage;
    this.sessions = new Map(sessions);
    this.added = new AddedNetworks(modelPackage);
    this.extended = modelPackage;
    this.unet = this.openUnet();
    this.takesBeside = this.unet.takesBeside(vae.latent_channels);
    this.prompts = openPrompts(modelPackage, this.session('unet'), (part) => this.session(part));
    this.controlNets = new ControlNets(modelPackage, runtime, queue, this.unet.residuals);
    this.scale = {
      scaling: vae.scaling_factor,
      shift: vae.shift_factor ?? 0,
      channels: vae.latent_channels,
      cellPx: geometry.scaleFactor,
      untiledAreaPx: untiledArea(vae, geometry),
    };
  }

  get provider(): ExecutionProvider {
    return this.runtime.provider;
  }

  get summary(): PackageSummary {
    const { id, title, sha256, geometry, scheduler, fewStep = false, family, texts, addOnFamily = null, defaults } = this.modelPackage;
    const { height, width } = this.unet.fixedSides;
    return {
      ...{ id, title, sha256, ...geometry, nativeSize: this.nativeSize, onlyNativeSize: height !== null || width !== null },
      scheduler: readScheduler(scheduler).className,
      ...{ fewStep, addOnFamily, takesRefiner: family === 'sdxl' },
      ...(defaults && { defaults }),
      maximumTokens: Math.min(...texts.map((text) => text.config.max_position_embeddings)),
      provider: this.provider,
      controlNets: this.controlNets.names,
      takesBeside: this.takesBeside,
    };
  }

  /** Whether the picture encoder draws its own noise, so that a seed does not reproduce a result. */
  get drawsPosterior(): boolean {
    return drawsPosterior(this.session('vae_encoder'));
  }

  /** How the UNet is guided. */
  get guidanceForm(): GuidanceForm {
    return this.unet.guidanceForm;
  }

  /**
   * Brings LoRAs, words and ControlNets into the networks, and takes out what is no longer wanted. Networks that change are opened anew;
   * another strength changes nothing but a number. Throws Faults: `package-unsupported` for packages that take none, else as
   * `ModelPackage.withAddOns` and opening do; the next call then opens again what is missing.
   * @param strengths of the LoRAs, in their order.
   */
  async fit(addOns: AddOns, strengths: readonly number[], onEvent: (event: EngineEvent) => void): Promise<void> {
    const { added, sessions } = this;
    const extended = await added.extend(addOns);
    const changed = added.changed(sessions.keys());
    if (changed.length > 0 || extended !== this.extended) {
      await this.controlNets.release();
      for (const part of changed) await this.reopen(part, extended, onEvent);
      this.extended = extended;
      this.unet = this.openUnet();
      this.prompts = openPrompts(extended, this.session('unet'), (part) => this.session(part));
      this.controlNets = new ControlNets(extended, this.runtime, this.queue, this.unet.residuals);
    }
    for (const [part, session] of sessions) session.setStrengths(extended.strengthsOf(part).map((lora) => strengths[lora] ?? 0));
  }

  /**
   * Throws a Fault where a run cannot be: `bad-shape` for a size that the UNet's file does not take, `package-unsupported` or
   * `bad-recipe` for ControlNets that cannot guide it. To be asked before anything is computed.
   */
  requireRun(size: Size, controlNets: readonly string[]): void {
    const { nativeSize, unet } = this;
    const { height, width } = unet.fixedSides;
    if ((height !== null && size.height !== nativeSize.height) || (width !== null && size.width !== nativeSize.width)) {
      throw new Fault(
        'bad-shape',
        tr`This package runs only at ${nativeSize.width} × ${nativeSize.height}, not at ${size.width} × ${size.height}.`,
        tr`Reset the generation area: it is then scaled to the package’s own size.`,
      );
    }
    this.controlNets.check(controlNets);
  }

  /** Several texts as prompts of one length, so that guidance can batch them. @param size of the area as the model sees it, in pixels. */
  encodeTexts(texts: readonly PromptText[], size: Size): Promise<readonly EncodedPrompt[]> {
    return this.prompts.encode(texts, size);
  }

  /** Picture (1, 3, height, width) in −1…1 → latents (1, channels, height/f, width/f) as the UNet knows them. */
  encodePicture(picture: Tensor): Promise<Tensor> {
    return encodePicture(this.session('vae_encoder'), picture, this.scale);
  }

  /** What the UNet may be shown beside latents of this shape where there is no picture: nothing may change. Null for a plain one. */
  blankBeside([, channels = 0, ...sides]: readonly number[]): Concatenated | null {
    if (this.takesBeside === 'nothing') return null;
    const extra = this.takesBeside === 'mask' ? channels + 1 : channels;
    const shape = [1, extra, ...sides];
    return { channels: { data: new Float32Array(shape.reduce((product, side) => product * side, 1)), shape }, imageGuidance: null };
  }

  /** Latents as the autoencoder knows them, without the UNet's scale: what InstructPix2Pix is shown. */
  withoutScale({ data, shape }: Tensor): Tensor {
    return { data: data.map((value) => value / this.scale.scaling + this.scale.shift), shape };
  }

  /** Latents → picture (1, 3, height, width) in about −1…1. */
  decodeLatents(latents: Tensor): Promise<Tensor> {
    return decodeLatents(this.session('vae_decoder'), latents, this.scale);
  }

  /**
   * Makes the networks ready for a run, opening ControlNets where it has guides. `end` must be called in any case.
   * @param schedule the timesteps that run, falling; guides take part in a part of them.
   * @param alsoOpen ControlNets that must stay open for another denoiser of the same edit.
   * @param concatenated what the UNet is shown beside the latents, where it takes anything.
   */
  async startRun(
    guides: readonly RunGuide[],
    schedule: readonly number[],
    onEvent: (event: EngineEvent) => void,
    alsoOpen: readonly string[] = [],
    concatenated: Concatenated | null = null,
  ): Promise<ModelRun> {
    const nets = await this.controlNets.take([...guides.map((guide) => guide.controlNet), ...alsoOpen], onEvent);
    const pairs = guides.flatMap((guide) => {
      const net = nets.get(guide.controlNet);
      return net ? [{ guide, net }] : [];
    });
    const end = (): void => {
      this.session('unet').dropKept();
      this.controlNets.dropKept();
    };
    return { denoiser: this.unet.runWith({ guides: pairs.length > 0 ? new RunGuides(pairs, schedule) : null, concatenated }), end };
  }

  /** What previews of this package are fitted on, before any picture: one small encoding, made once. */
  previewFit(): Promise<PreviewFit> {
    this.cardFit ??= this.fitCard().catch((thrown: unknown) => {
      this.cardFit = null;
      throw thrown;
    });
    return this.cardFit;
  }

  async release(): Promise<void> {
    await this.controlNets.release();
    await Promise.allSettled([...this.sessions.values()].map((session) => session.release()));
  }

  /** What the UNet's file fixes counts for more than what the configuration says. */
  private get nativeSize(): Size {
    const { nativeSize, scaleFactor } = this.modelPackage.geometry;
    const { height, width } = this.unet.fixedSides;
    return {
      width: width === null ? nativeSize.width : width * scaleFactor,
      height: height === null ? nativeSize.height : height * scaleFactor,
    };
  }

  private openUnet(): Unet {
    return new Unet(this.session('unet'), this.modelPackage.unet, this.runtime.pairsApart ?? false);
  }

  /** Closes a network and opens the one that stands in its place, one after the other: both might not fit. */
  private async reopen(part: PartName, modelPackage: ModelPackage, onEvent: (event: EngineEvent) => void): Promise<void> {
    this.added.closing(part);
    await this.sessions.get(part)?.release();
    const count = { beforeBytes: 0, totalBytes: modelPackage.sizeBytes(part) };
    const { session } = await openPart(this.runtime, this.queue, modelPackage, part, count, onEvent);
    this.sessions.set(part, session);
    this.added.opened(part);
  }

  private session(part: PartName): ModelSession {
    const session = this.sessions.get(part);
    if (!session) throw new Error(`The ${partWords(part)} was not opened.`);
    return session;
  }

  private async fitCard(): Promise<PreviewFit> {
    const { nativeSize, sizeMultiple, scaleFactor } = this.modelPackage.geometry;
    const side = (nativePx: number): number => Math.min(nativePx, Math.ceil(cardSidePx / sizeMultiple) * sizeMultiple);
    const card = previewCard({ width: side(nativeSize.width), height: side(nativeSize.height) });
    return gatherPreviewFit(await this.encodePicture(card), meanCells(card, scaleFactor));
  }
}
