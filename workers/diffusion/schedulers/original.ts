import type { Tensor } from '../../protocol/tensor';
import type { PredictionType } from '../contracts';
import { weighted } from '../latents/weighted';
import type { SchedulerSettings } from './settings';

const fl = Math.fround;

/** √ᾱ and √(1 − ᾱ) of one noise level, as float32. */
export interface Level {
  readonly signal: number;
  readonly noise: number;
}

export function levelOf(alphaBar: number): Level {
  return { signal: fl(Math.sqrt(alphaBar)), noise: fl(Math.sqrt(fl(1 - alphaBar))) };
}

/** √ᾱ·x₀ + √(1 − ᾱ)·ε. */
export function noised(clean: Tensor, noise: Tensor, level: Level): Tensor {
  return { data: weighted([level.signal, clean.data], [level.noise, noise.data]), shape: clean.shape };
}

/** The clean sample x₀ that a prediction implies at a level: from ε, (x − √(1−ᾱ)·ε)/√ᾱ; from v, √ᾱ·x − √(1−ᾱ)·v. */
export function originalFrom(type: PredictionType, prediction: Float32Array, latents: Float32Array, level: Level): Float32Array {
  if (type === 'sample') return prediction;
  if (type === 'v_prediction') return weighted([level.signal, latents], [-level.noise, prediction]);
  const original = new Float32Array(latents.length);
  for (let i = 0; i < original.length; i++) original[i] = ((latents[i] as number) - level.noise * (prediction[i] as number)) / level.signal;
  return original;
}

/** The noise ε that a prediction implies at a level. */
export function noiseFrom(type: PredictionType, prediction: Float32Array, latents: Float32Array, level: Level): Float32Array {
  if (type === 'epsilon') return prediction;
  if (type === 'v_prediction') return weighted([level.signal, prediction], [level.noise, latents]);
  const noise = new Float32Array(latents.length);
  for (let i = 0; i < noise.length; i++) noise[i] = ((latents[i] as number) - level.signal * (prediction[i] as number)) / level.noise;
  return noise;
}

/** What a config says about bounding x₀; null: it is left as it is, as latents want. */
export type Bound =
  | { readonly kind: 'clip'; readonly range: number }
  | { readonly kind: 'quantile'; readonly ratio: number; readonly maximum: number }
  | null;

/** @param clipsByDefault whether the class bounds x₀ where the config does not say. */
export function boundOf(settings: SchedulerSettings, clipsByDefault: boolean): Bound {
  if (settings.thresholding)
    return { kind: 'quantile', ratio: settings.dynamic_thresholding_ratio ?? 0.995, maximum: settings.sample_max_value ?? 1 };
  if (settings.clip_sample ?? clipsByDefault) return { kind: 'clip', range: settings.clip_sample_range ?? 1 };
  return null;
}

/** Bounds x₀: to ±range, or (dynamic thresholding) per sample to ± the given quantile s of |x₀| within 1…maximum, divided by s. */
export function bounded(original: Float32Array, bound: Bound, batch: number): Float32Array {
  if (!bound) return original;
  if (bound.kind === 'clip') return original.map((value) => Math.min(bound.range, Math.max(-bound.range, value)));
  const length = original.length / batch;
  const result = new Float32Array(original.length);
  for (let sample = 0; sample < batch; sample++) {
    const values = original.subarray(sample * length, (sample + 1) * length);
    const limit = Math.min(Math.max(quantile(values.map(Math.abs), bound.ratio), 1), bound.maximum);
    values.forEach((value, i) => (result[sample * length + i] = Math.min(limit, Math.max(-limit, value)) / limit));
  }
  return result;
}

function quantile(values: Float32Array, ratio: number): number {
  const sorted = values.sort();
  const position = ratio * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? 0;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}
