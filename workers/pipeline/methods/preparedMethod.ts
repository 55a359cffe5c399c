import type { InvertibleScheduler, MethodResult, MethodRun } from '../../diffusion/contracts';
import type { Trajectory } from '../../diffusion/trajectory';
import type { MethodSettings, Recipe } from '../../protocol/recipe';
import type { Tensor } from '../../protocol/tensor';
import type { AreaFrame } from '../areaFrame';
import type { FindPixels } from '../pixelStore';

/** What a method is made ready from: everything is known, no network has run. */
export interface MethodGround<S extends MethodSettings = MethodSettings> {
  readonly recipe: Recipe;
  readonly settings: S;
  readonly frame: AreaFrame;
  readonly find: FindPixels;
}

/** What the pipeline does for a method while it runs. */
export interface MethodTools {
  /** RGBA of the area → clean latents; kept by name. */
  encode(rgba: Uint8Array, name: string): Promise<Tensor>;
  /** The embedding of a text beside the prompts. */
  encodeText(text: string): Promise<Tensor>;
  /** The scheduler for inversion and for decoding what was inverted. */
  invertible(): InvertibleScheduler;
  /** The trajectory that the last run with this recipe, up to its maps, left behind. */
  readonly previous: Trajectory | null;
  keep(trajectory: Trajectory): void;
}

export interface MethodOutcome extends MethodResult {
  /** Where the method itself confined the change further than the maps did: a change map of the area to paste back by. */
  readonly changeMap?: Uint8Array;
  /** Contrast of the automatic map, 0…1 at latent size. */
  readonly contrast?: Float32Array;
}

/** A method with its maps at hand. Made by one function a method, which throws Faults for whatever is wrong with them. */
export interface PreparedMethod {
  /** Change map of the area, one byte a pixel: the maximum over all the maps that take part. Paste-back goes by it. */
  readonly changeMap: Uint8Array;
  run(settings: MethodRun<Tensor>, tools: MethodTools): Promise<MethodOutcome>;
}
