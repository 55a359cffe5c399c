import type { Conditioning, Denoiser } from './contracts';

/** A second model with the prompts as it knows them. */
export interface RefiningPart<E> {
  readonly denoiser: Denoiser<E>;
  readonly conditioning: Conditioning<E>;
}

/**
 * The first timestep that belongs to the first model: round(T − share·T), as diffusers reads `denoising_end` and `denoising_start`. The
 * refiner predicts at all timesteps below.
 * @param share 0…1 of the whole schedule. @param count T, the timesteps of training.
 */
export const refinerCut = (share: number, count: number): number => Math.round(count - share * count);

/**
 * Two models as one (SDXL's base and refiner, Podell et al.): the first predicts at high noise, the second under its own prompts below
 * `cut`. The method's schedule goes on across the border, so this knows nothing of methods; of a scheduler with two evaluations a step the
 * one that reaches across is the refiner's.
 */
export function refinedDenoiser<E>(first: Denoiser<E>, refiner: RefiningPart<E>, cut: number): Denoiser<E> {
  return {
    predict: (latents, timestep, conditioning) =>
      timestep < cut ? refiner.denoiser.predict(latents, timestep, refiner.conditioning) : first.predict(latents, timestep, conditioning),
  };
}
