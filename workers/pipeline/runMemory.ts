import { TrajectoryStore } from '../diffusion/trajectoryStore';
import type { Recipe } from '../protocol/recipe';
import type { Tensor } from '../protocol/tensor';
import { BudgetedCache } from './budgetedCache';
import { PixelStore } from './pixelStore';

/** Latents are small: this is hundreds of encoded pictures. */
const encodingBytes = 64 * 2 ** 20;
/** A trajectory is 0.3 to 13 MB, by model and steps. */
const trajectoryBytes = 64 * 2 ** 20;

/** What is kept from run to run: pixels by their digest, encoded pictures by digest and area, and the trajectories of the last runs. */
export class RunMemory {
  readonly pixels = new PixelStore();
  readonly encodings = new BudgetedCache<Tensor>(encodingBytes);
  readonly trajectories = new TrajectoryStore(trajectoryBytes);

  /** Encodings and trajectories belong to a model; pixels to none. */
  forgetModel(): void {
    this.encodings.clear();
    this.trajectories.clear();
  }
}

/** Names everything that a trajectory depends on: the recipe without its maps, whose effect on each step the trajectory itself tells. */
export function trajectoryKey(recipe: Recipe): string {
  const { method } = recipe;
  const withoutMaps = method.name === 'exemplar-blend' ? { ...method, exemplars: method.exemplars.map((exemplar) => exemplar.picture) } : method;
  return JSON.stringify({ ...recipe, method: withoutMaps, changeMap: null, thresholdCurve: null, mapReduction: null, edgeSoftnessPx: null });
}
