import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import type { SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { DistilledScheduler } from './distilledScheduler';
import { levelOf, noiseFrom, originalFrom } from './original';
import { stepOf } from './sigmaScheduler';
import { tr } from '../../texts/texts';

const fl = Math.fround;
/** 1 − γ of the paper, whose γ says how much of each step is fresh noise; the reference's default. */
const kept = fl(0.7);

/** Trajectory consistency distillation (Zheng et al.): each step goes down to a level below the next, then up by fresh noise. */
export class TcdScheduler extends DistilledScheduler {
  readonly className = 'TCDScheduler';

  step(prediction: Tensor, latents: Tensor, index: number, noise: Tensor | null): SchedulerStep {
    const here = this.levelAt(index);
    const original = originalFrom(this.predictionType, prediction.data, latents.data, here);
    const epsilon = noiseFrom(this.predictionType, prediction.data, latents.data, here);
    const after = this.timestepAfter(index);
    const alphaBelow = this.alphaOf(Math.floor(fl(kept * (after ?? 0))));
    const below = levelOf(alphaBelow);
    const lower = weighted([below.signal, original], [below.noise, epsilon]);
    if (after === null) return stepOf(lower, original, latents);
    if (!noise) throw new Fault('unexpected', tr`The TCD scheduler was given no noise for a step that needs it.`);
    const ratio = fl(this.alphaOf(after) / alphaBelow);
    const data = weighted([fl(Math.sqrt(ratio)), lower], [fl(Math.sqrt(fl(1 - ratio))), noise.data]);
    return stepOf(data, original, latents);
  }
}
