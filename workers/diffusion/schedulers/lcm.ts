import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { DistilledScheduler } from './distilledScheduler';
import { bounded, boundOf, levelOf, originalFrom } from './original';
import type { Bound } from './original';
import { entry } from './schedule';
import { stepOf } from './sigmaScheduler';
import type { SchedulerSettings } from './settings';
import { tr } from '../../texts/texts';

/** Latent consistency sampling: each step jumps to x₀ and, except the last, adds fresh noise down to the next level. */
export class LcmScheduler extends DistilledScheduler {
  readonly className = 'LCMScheduler';
  private readonly bound: Bound;
  private readonly timestepScaling: number;

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    super(settings, predictionType);
    this.bound = boundOf(settings, false);
    this.timestepScaling = settings.timestep_scaling ?? 10;
  }

  /** c_skip·x + c_out·x₀ with s = timestep·scaling, c_skip = ¼/(s² + ¼), c_out = s/√(s² + ¼). */
  step(prediction: Tensor, latents: Tensor, index: number, noise: Tensor | null): SchedulerStep {
    const here = this.levelAt(index);
    const original = bounded(originalFrom(this.predictionType, prediction.data, latents.data, here), this.bound, latents.shape[0] ?? 1);
    const scaled = entry(this.list, index) * this.timestepScaling;
    const skip = Math.fround(0.25 / (scaled * scaled + 0.25));
    const out = Math.fround(scaled / Math.sqrt(scaled * scaled + 0.25));
    const denoised = weighted([out, original], [skip, latents.data]);
    return stepOf(this.renoised(denoised, index, noise), denoised, latents);
  }

  private renoised(denoised: Float32Array, index: number, noise: Tensor | null): Float32Array {
    const after = this.timestepAfter(index);
    if (after === null) return denoised;
    if (!noise) throw new Fault('unexpected', tr`The LCM scheduler was given no noise for a step that needs it.`);
    const next = levelOf(this.alphaOf(after));
    return weighted([next.signal, denoised], [next.noise, noise.data]);
  }
}
