import type { AddOnFiles } from '../../workers/protocol/addOns';
import type { ContrastFinding } from '../../workers/protocol/contrast';
import type { Blobs, CapabilityReport, EditResult, EngineEvent, PackageSource, PackageSummary } from '../../workers/protocol/engine';
import type { FaultReport } from '../../workers/protocol/faults';
import type { MapModelAnswer, MapModelPicture, MapModelRequest } from '../../workers/protocol/mapModels';
import type { Recipe } from '../../workers/protocol/recipe';

export interface CallOptions {
  /** Told of phases, steps and previews, on the window's thread. */
  readonly onEvent?: (event: EngineEvent) => void;
  /** Aborting rejects the call with a Fault `cancelled`; a run ends before its next step. */
  readonly signal?: AbortSignal;
  /** Of a run: where its recipe's refiner is read from. */
  readonly refiner?: PackageSource | null;
  /** Of a run: the files of what its recipe adds to the model, by digest. */
  readonly addOns?: AddOnFiles;
  /** Of a run: seeds under which the same recipe is run next, so that it may be computed for them too. */
  readonly alongside?: readonly number[];
}

/**
 * What the studio knows of the workers. Calls wait for one another; every rejection is a `Fault`.
 * The real one is `createEngine`, the scripted one of tests `createFakeEngine`.
 */
export interface Engine {
  /** What this browser and device can do; asking starts the worker. */
  capabilities(): Promise<CapabilityReport>;
  /** Reads, verifies and prepares a package. The package stays loaded, across a restarted worker too. */
  load(source: PackageSource, options?: CallOptions): Promise<PackageSummary>;
  /** Runs an edit with the loaded package. `blobs` holds the pixels of every digest in the recipe. */
  run(recipe: Recipe, blobs: Blobs, options?: CallOptions): Promise<EditResult>;
  /**
   * Where the recipe's two prompts ask for different things; its method is the automatic map. Aborting ends it with what has been found
   * by then; before the first noise it rejects.
   */
  findContrast(recipe: Recipe, blobs: Blobs, options?: CallOptions): Promise<ContrastFinding>;
  /**
   * What a map model finds in a picture. It waits for a run under way, and the loaded package stays loaded; aborting ends only
   * the wait.
   */
  mapModel(
    source: PackageSource,
    request: MapModelRequest,
    picture: MapModelPicture,
    options?: Pick<CallOptions, 'signal'>,
  ): Promise<MapModelAnswer>;
  /** The global strength, 0…1, that Lemma 1 of PIXELS suggests for an exemplar blend, from the latents of scene and composition. */
  suggestStrength(recipe: Recipe, blobs: Blobs): Promise<number>;
  /** How the graphics device is doing, for a banner; changes are told to whoever `watchDevice`s. */
  readonly device: DeviceState;
  /** Told at once and at every change. @returns a function that ends it. */
  watchDevice(listener: (state: DeviceState) => void): () => void;
  /** Takes up work again after the device was given up: the person says that it is worth another try. */
  trustDevice(): void;
  /** Ends the worker; a later call starts a new one. */
  dispose(): void;
}

/**
 * `rebuilding`: the device was lost and the model is being made ready on a new one; `restored`: it is, and the job can
 * be run again; `given-up`: it was lost twice without a finished run between, and nothing is tried until asked for.
 */
export type DeviceState =
  { readonly kind: 'well' } | { readonly kind: 'rebuilding' | 'restored' | 'given-up'; readonly fault: FaultReport };
