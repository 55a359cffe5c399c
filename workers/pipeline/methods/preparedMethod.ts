import type { Denoiser, InvertibleScheduler, MethodResult, MethodRun, OnStep } from '../../diffusion/contracts';
import type { Inversion } from '../../diffusion/methods/ddimInversion';
import type { Trajectory } from '../../diffusion/trajectory';
import type { Guide, MethodSettings, Recipe } from '../../protocol/recipe';
import type { Tensor } from '../../protocol/tensor';
import type { EncodedPrompt } from '../../runtime/text/encodedPrompt';
import type { AreaFrame } from '../areaFrame';
import type { FindPixels } from '../pixelStore';
import type { GuidedLatents } from '../runMemory';

/** What a method is made ready from: everything is known, no network has run. */
export interface MethodGround<S extends MethodSettings = MethodSettings> {
  readonly recipe: Recipe;
  readonly settings: S;
  readonly frame: AreaFrame;
  readonly find: FindPixels;
}

/** What is inverted, and by what. */
export interface InversionWish {
  readonly denoiser: Denoiser<EncodedPrompt>;
  readonly source: Tensor;
  /** Names the clean latents. */
  readonly picture: string;
  readonly encodingRatio: number;
  readonly onStep: OnStep;
}

/** What the pipeline does for a method while it runs; what it was asked for before, it remembers. */
export interface MethodTools {
  /** RGBA of the area → clean latents. @param digests of what the picture was composed from. */
  encode(rgba: Uint8Array, digests: readonly string[]): Promise<Tensor>;
  /** A text beside the prompts; the empty one is the unconditional. */
  encodeText(text: string): Promise<EncodedPrompt>;
  /** The scheduler for inversion and for decoding what was inverted. */
  invertible(): InvertibleScheduler;
  /** DDIM inversion under the unconditional text, as far as an earlier one does not reach. */
  invert(wish: InversionWish): Promise<Inversion>;
  /** The differences of two texts under a name, or new ones. */
  contrast(name: string, make: () => Promise<Float64Array>): Promise<{ readonly differences: Float64Array; readonly reused: boolean }>;
  /** Predictions of a picture under a reference text, one a noise, as far as an earlier comparison made them. */
  references(name: string): { readonly known: readonly Tensor[]; keep(references: readonly Tensor[]): void };
  /** Latents under a name, with all their evaluations reused, or what `make` makes. */
  finished(name: string, make: () => Promise<FinishedRun>): Promise<FinishedRun>;
  /** Runs `work` with a denoiser led by other guides than the recipe's. */
  withGuides<T>(guides: readonly Guide[], name: string, work: (denoiser: Denoiser<EncodedPrompt>) => Promise<T>): Promise<T>;
  /** The trajectory that the last run with this recipe, up to its maps, left behind, by pass. */
  previous(pass: number): Trajectory | null;
  keep(pass: number, trajectory: Trajectory): void;
}

/** Latents at the end of a run or of a stage, with what guided optimisation made on the way. */
export interface FinishedRun extends MethodResult {
  readonly guided?: GuidedLatents;
}

export interface MethodOutcome extends FinishedRun {
  /** Where the method itself confined the change further than the maps did: a change map of the area to paste back by. */
  readonly changeMap?: Uint8Array;
  /** Contrast of the automatic map, 0…1 at latent size. */
  readonly contrast?: Float32Array;
}

/** A method with its maps at hand. Made by one function a method, which throws Faults for whatever is wrong with them. */
export interface PreparedMethod {
  /** Change map of the area, one byte a pixel: the maximum over all the maps that take part. Paste-back goes by it. */
  readonly changeMap: Uint8Array;
  run(settings: MethodRun<EncodedPrompt>, tools: MethodTools): Promise<MethodOutcome>;
}
