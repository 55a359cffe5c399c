import { ancestralNoise } from './ancestralNoise';
import { Kdpm2Scheduler } from './kdpm2';
import type { Middle } from './pairedScheduler';
import { entry } from './schedule';

/** DPM-Solver-2 down to σ_down, then fresh noise up to the next level; one draw at each step but the last. */
export class Kdpm2AncestralScheduler extends Kdpm2Scheduler {
  override readonly className = 'KDPM2AncestralDiscreteScheduler';

  override draws(index: number): boolean {
    return index % 2 === 1;
  }

  protected override middle(step: number): Middle {
    const { up, down } = ancestralNoise(entry(this.schedule.sigmas, step), entry(this.schedule.sigmas, step + 1));
    return this.between(step, down, up);
  }
}
