import type { Tensor } from '../../protocol/tensor';
import type { Row } from '../unet/row';
import type { ControlNet } from './controlNet';

/** One guide of a run: a picture for a ControlNet, its weight and its part of the schedule. */
export interface RunGuide {
  /** The ControlNet's folder name within the package. */
  readonly controlNet: string;
  /** (1, 3, height, width) in 0…1, the generation area as the model sees it. */
  readonly picture: Tensor;
  readonly weight: number;
  /** 0…1 of the steps that run. */
  readonly start: number;
  readonly end: number;
}

/** Fractions of a schedule are compared with this much grace: thirds are not exact. */
const grace = 1e-9;

/** The guides of a run with their nets: what they add to the UNet at a step. */
export class RunGuides {
  /** @param schedule the timesteps that run, falling. */
  constructor(
    private readonly guides: readonly { readonly guide: RunGuide; readonly net: Pick<ControlNet, 'evaluate'> }[],
    private readonly schedule: readonly number[],
  ) {}

  /** The sum of all guides that take part at this timestep, in the UNet's order; null where none does. */
  async residuals(
    rows: readonly Row[],
    shape: readonly number[],
    timestep: number,
    guidanceScale: number,
  ): Promise<readonly Float32Array[] | null> {
    let sum: readonly Float32Array[] | null = null;
    for (const { guide, net } of this.guides) {
      if (guide.weight === 0 || !this.takesPart(guide, timestep)) continue;
      const own = await net.evaluate(rows, shape, timestep, guidanceScale, guide.picture, guide.weight);
      sum = sum ? sum.map((values, i) => add(values, own[i])) : own;
    }
    return sum;
  }

  /** Step i of N takes part where start ≤ i/N and (i + 1)/N ≤ end. A timestep off the schedule (inversion) counts as the step below it. */
  private takesPart({ start, end }: RunGuide, timestep: number): boolean {
    const count = this.schedule.length;
    const index = Math.min(this.schedule.filter((other) => other > timestep).length, count - 1);
    return index / count >= start - grace && (index + 1) / count <= end + grace;
  }
}

function add(a: Float32Array, b: Float32Array | undefined): Float32Array {
  return b ? a.map((value, i) => value + (b[i] as number)) : a;
}
