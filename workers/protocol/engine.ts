import type { AddOnFamily, AddOnFiles } from './addOns';
import type { CheckpointChoices } from './checkpoint';
import type { Contrast, ContrastFinding } from './contrast';
import type { FaultReport } from './faults';
import type { Rect, Size } from './geometry';
import type { LendablePart } from './loans';
import type { MapModelAnswer, MapModelPicture, MapModelRequest } from './mapModels';
import type { Recipe } from './recipe';

/** Pixels beside a recipe. `rgba`: straight alpha, 4 bytes a pixel; `grey`: 1 byte a pixel, 255 = may change fully. */
export interface PixelBlob extends Size {
  readonly kind: 'rgba' | 'grey';
  readonly data: Uint8Array;
}

/** Pixels by sha256 of their bytes. A digest the worker has seen lately may be left out. */
export type Blobs = Readonly<Record<string, PixelBlob>>;

/** `cpu` is native code: the Node commands. */
export type ExecutionProvider = 'webgpu' | 'wasm' | 'cpu';

/** `automatic`: WebGPU on a real graphics adapter, else wasm. A software adapter is used only where WebGPU is asked for by name. */
export type ProviderPreference = 'automatic' | 'webgpu' | 'wasm';

/** What this browser and device can do, found once and shown on the capability page. */
export interface CapabilityReport {
  readonly provider: ExecutionProvider;
  /** Why WebGPU is not used; null where it is. */
  readonly webgpuRefusal: string | null;
  readonly adapter: string | null;
  readonly shaderF16: boolean;
  readonly jspi: boolean;
  readonly wasmThreads: number;
  readonly runtimeVersion: string;
}

/** Files that the store keeps, by path. */
export interface KeptFiles {
  readonly title: string;
  readonly files: readonly { readonly path: string; readonly blob: Blob }[];
}

/** Where a package's files are read from: a folder of the own origin or a URL base, ending in a slash. */
export interface PackageSource {
  readonly id: string;
  readonly baseUrl: string;
  /** The files of a package that the store keeps: they are read from the disk, and `baseUrl` is only its name. */
  readonly kept?: KeptFiles;
  /** Other kept models whose networks stand in the place of its own. */
  readonly lenders?: readonly {
    readonly parts: readonly LendablePart[];
    readonly kept: KeptFiles;
    readonly checkpoint?: CheckpointChoices | null;
  }[];
  /** How a checkpoint is to be opened; of no meaning for packages of graphs. */
  readonly checkpoint?: CheckpointChoices;
}

/** How one network of a package came through its trial on this device. */
export interface PartReport {
  /** As it is called in sentences: “UNet”. */
  readonly part: string;
  readonly provider: ExecutionProvider;
  /** What was found and what follows from it, in a sentence. */
  readonly verdict: string;
}

/** What a model is usually sampled with. */
export interface SamplingDefaults {
  readonly steps: number;
  readonly guidance: number;
}

/** What the window needs to know of a loaded package. */
export interface PackageSummary {
  readonly id: string;
  readonly title: string;
  readonly sha256: string | null;
  /** Native picture size, in pixels. */
  readonly nativeSize: Size;
  /** Picture sides must be multiples of this, in pixels. */
  readonly sizeMultiple: number;
  /** True where the package's files take the native size and no other. */
  readonly onlyNativeSize?: boolean;
  /** Picture pixels per latent cell. */
  readonly scaleFactor: number;
  readonly latentChannels: number;
  /** The scheduler class that runs where a recipe names none. */
  readonly scheduler: string;
  /** True where the model was distilled to a few steps. */
  readonly fewStep?: boolean;
  /** What models of its kind begin with. */
  readonly defaults?: SamplingDefaults;
  /** Most prompt tokens, start and end token included. */
  readonly maximumTokens: number;
  readonly provider: ExecutionProvider;
  /** The ControlNets that guides can name; none where the package has none or its UNet cannot take them. */
  readonly controlNets?: readonly string[];
  /** Whether SDXL's refiner can take over the end of its schedule. */
  readonly takesRefiner?: boolean;
  /** Whose LoRAs, embeddings and ControlNets it takes; null where its graphs are fixed and take none. */
  readonly addOnFamily?: AddOnFamily | null;
  /** What the UNet is shown beside the latents: a mask and the masked picture (inpainting), or the picture (edits by instruction). */
  readonly takesBeside?: 'nothing' | 'mask' | 'picture';
  /** What runs each network and why; ControlNets join when they are first used. */
  readonly parts?: readonly PartReport[];
  /** What the graphics card's operators were found to be, in sentences; absent where graphs are not written for it. */
  readonly operators?: readonly string[];
}

export type Phase = 'loading' | 'preparing' | 'checking' | 'encoding-text' | 'encoding-picture' | 'denoising' | 'decoding' | 'pasting';

/**
 * The stages of methods that have several: two texts or layouts compared, the picture turned back into noise, the guidance image made,
 * latents led by gradients, and drawn anew; and, of any run with a refiner, its part.
 */
export type Stage = 'contrast' | 'encoding' | 'guidance-image' | 'leading' | 'decoding' | 'refining';

export type EngineEvent =
  | {
      readonly type: 'phase';
      readonly phase: Phase;
      readonly part: string | null;
      readonly loadedBytes: number;
      readonly totalBytes: number | null;
    }
  | {
      readonly type: 'step';
      /** 1-based count of the steps of this run. */
      readonly step: number;
      readonly steps: number;
      /** Null for methods of one stage. */
      readonly stage: Stage | null;
      readonly secondsLeft: number | null;
      /** While latents are led: how far they are from what leads them. */
      readonly distances?: LedDistances;
      /** A small picture of the latents, to be drawn over `rect` of the scene. */
      readonly preview: (Size & { readonly rgba: Uint8Array; readonly rect: Rect }) | null;
    }
  | {
      /** While two texts are compared: another noise has come. */
      readonly type: 'contrast';
      readonly contrast: Contrast;
      /** How many noises there will be at most. */
      readonly most: number;
    };

/** How far led latents are from what leads them, at the noise level of their step. */
export interface LedDistances {
  /** Root mean square to the picture's own latents outside the edit; null where all may change. */
  readonly background: number | null;
  /** 1 − cosine to the guidance image's latents; null where none leads. */
  readonly guide: number | null;
}

/** What guided optimisation made on the way to its result. */
export interface GuidedStages {
  /** RGBA of the result's `rect`, laid into the source as the result is; null where no guidance image was made. */
  readonly guidanceImage: Uint8Array | null;
  /** After each step of the leading, the noisiest first. */
  readonly distances: readonly LedDistances[];
}

/** What a run returns: the edited part of the picture, already pasted back. */
export interface EditResult {
  readonly rect: Rect;
  /** RGBA of `rect`; alpha copied from the source; equal to the source byte for byte where `coverage` is 0. */
  readonly rgba: Uint8Array;
  /** One byte a pixel of `rect`: 0 where the change map is 0, else 255. */
  readonly coverage: Uint8Array;
  readonly recipe: Recipe;
  readonly provider: ExecutionProvider;
  /**
   * Calls of the denoiser: done, skipped because their result would be thrown away, and reused from an earlier run. A guidance
   * pair counts once. All stages of a method count: each step of an inversion is one, each noise of an automatic map two. Their
   * sum is what the run would have cost without any thrift.
   */
  readonly evaluations: { readonly done: number; readonly skipped: number; readonly reused: number };
  readonly seconds: number;
  /**
   * With the automatic map: how strongly the two texts differ at each latent cell of the whole area, 255 = most. It makes a fine
   * change map.
   */
  readonly automaticMap?: Size & { readonly data: Uint8Array };
  /** With guided optimisation: the guidance image, and how its leading went. */
  readonly guided?: GuidedStages;
  /** The change map as the method saw it, at latent size, over the whole area; 255 = may change fully. */
  readonly latentMap?: Size & { readonly data: Uint8Array };
  /** What a person should know though the run went well, in sentences: a package that is not the recipe's, for one. */
  readonly notes?: readonly string[];
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: FaultReport };

/** The worker's face, exposed with comlink. Only one call of `load`, `run`, `findContrast` or `mapModel` is under way at a time. */
export interface EngineApi {
  /** The first call decides what runs the models; without a preference, or after, it only reports. */
  capabilities(preference?: ProviderPreference): Promise<Outcome<CapabilityReport>>;
  /** Takes the Web Lock of that name and keeps it until the worker dies, so that the window notices; false where there are no locks. */
  hold(lockName: string): Promise<boolean>;
  /** Settles with the fault when the graphics device is lost, in a run or between runs; never where there is none. */
  deviceLost(): Promise<FaultReport>;
  load(source: PackageSource, onEvent: (event: EngineEvent) => void): Promise<Outcome<PackageSummary>>;
  /**
   * @param addOns the files of what the recipe adds to the model.
   * @param refiner where the recipe's refiner is read from; it stays loaded beside the model until another takes its place.
   * @param alongside seeds under which the same recipe is run next: as many as fit are computed in the same batches, and their runs then
   * take up what was computed.
   */
  run(
    runId: string,
    recipe: Recipe,
    blobs: Blobs,
    onEvent: (event: EngineEvent) => void,
    addOns?: AddOnFiles,
    refiner?: PackageSource | null,
    alongside?: readonly number[],
  ): Promise<Outcome<EditResult>>;
  /**
   * Where the recipe's prompt and its reference prompt ask for different things; the recipe's method is the automatic map. It ends
   * once more noises would hardly change it. Cancelling ends it with what is there by then; before the first noise, with a fault.
   */
  findContrast(
    runId: string,
    recipe: Recipe,
    blobs: Blobs,
    onEvent: (event: EngineEvent) => void,
    addOns?: AddOnFiles,
  ): Promise<Outcome<ContrastFinding>>;
  /** What a map model of the store finds in a picture; the loaded package stays as it is. */
  mapModel(source: PackageSource, request: MapModelRequest, picture: MapModelPicture): Promise<Outcome<MapModelAnswer>>;
  /** The global strength, 0…1, that the distance of composition and source asks for; the recipe's method is the exemplar blend. */
  suggestStrength(recipe: Recipe, blobs: Blobs): Promise<Outcome<number>>;
  /** Ends the run of that id before its next step; does nothing where that run is not under way. */
  cancel(runId: string): Promise<void>;
}
