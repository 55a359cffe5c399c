import type { Blobs, CapabilityReport, EditResult, EngineEvent, PackageSource, PackageSummary } from '../../workers/protocol/engine';
import type { Recipe } from '../../workers/protocol/recipe';

export interface CallOptions {
  /** Told of phases, steps and previews, on the window's thread. */
  readonly onEvent?: (event: EngineEvent) => void;
  /** Aborting rejects the call with a Fault `cancelled`; a run ends before its next step. */
  readonly signal?: AbortSignal;
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
  /** Ends the worker; a later call starts a new one. */
  dispose(): void;
}
