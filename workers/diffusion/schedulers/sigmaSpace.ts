import type { Tensor } from '../../protocol/tensor';
import type { PredictionType } from '../contracts';
import { weighted } from '../latents/weighted';

const fl = Math.fround;

/** x₀ + σ·ε: the variance-exploding scale in which the Euler classes keep their latents. */
export function explodingNoise(clean: Tensor, noise: Tensor, sigma: number): Tensor {
  return { data: weighted([1, clean.data], [sigma, noise.data]), shape: clean.shape };
}

/** The model's input: x/√(σ² + 1). */
export function variancePreserving(latents: Tensor, sigma: number): Tensor {
  const scale = fl(Math.sqrt(fl(fl(sigma * sigma) + 1)));
  return { data: latents.data.map((value) => value / scale), shape: latents.shape };
}

/** x₀ from a prediction at σ: x − σ·ε, or x/(σ² + 1) − v·σ/√(σ² + 1). */
export function explodingOriginal(type: PredictionType, prediction: Float32Array, latents: Float32Array, sigma: number): Float32Array {
  if (type === 'sample') return prediction;
  if (type === 'epsilon') return weighted([1, latents], [-sigma, prediction]);
  const square = fl(fl(sigma * sigma) + 1);
  return weighted([fl(-sigma / fl(Math.sqrt(square))), prediction], [1 / square, latents]);
}

/** One Euler step: x + (x − x₀)/σ·(σ' − σ). */
export function eulerUpdate(latents: Float32Array, original: Float32Array, sigma: number, sigmaNext: number): Float32Array {
  const change = fl(sigmaNext - sigma);
  const next = new Float32Array(latents.length);
  for (let i = 0; i < next.length; i++) {
    const value = latents[i] as number;
    next[i] = value + ((value - (original[i] as number)) / sigma) * change;
  }
  return next;
}
