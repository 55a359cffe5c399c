import type { Conditioning, Denoiser, MethodRun, Scheduler, StepReport } from '../contracts';
import type { Tensor } from '../../protocol/tensor';
import { TorchGenerator } from '../random/torchGenerator';

/** Stable Diffusion's noise levels, as tests use them with every class. */
export const stableConfig = {
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  steps_offset: 1,
  clip_sample: false,
  set_alpha_to_one: false,
  skip_prk_steps: true,
  timestep_spacing: 'leading',
} as const;

/** A small denoiser that mixes neighbours and counts its calls; its condition is a number added to the prediction. */
export class CountingDenoiser implements Denoiser<number> {
  calls = 0;
  readonly timesteps: number[] = [];

  predict({ data, shape }: Tensor, timestep: number, conditioning: Conditioning<number>): Promise<Tensor> {
    this.calls += 1;
    this.timesteps.push(timestep);
    const shift = conditioning.conditional + 0.1 * Math.cos(timestep / 150);
    return Promise.resolve({ data: data.map((value, i) => 0.7 * value + 0.2 * (data[(i + 1) % data.length] as number) + shift), shape });
  }
}

/** A run over random latents of one picture; everything can be replaced. */
export function makeRun(
  scheduler: Scheduler,
  changes: Partial<MethodRun<number>> = {},
  seed = 1,
): MethodRun<number> & { readonly denoiser: CountingDenoiser; readonly reports: StepReport[] } {
  const shape = [1, 2, 4, 4];
  const pictures = new TorchGenerator(seed + 1000);
  const draw = new TorchGenerator(seed);
  const reports: StepReport[] = [];
  return {
    scheduler,
    steps: 20,
    strength: 1,
    conditioning: { conditional: 0.1, unconditional: null, guidanceScale: 1, guidanceRescale: 0 },
    source: pictures.next(shape),
    noise: draw.next(shape),
    draw,
    onStep: (report) => {
      reports.push(report);
      return Promise.resolve();
    },
    ...changes,
    denoiser: new CountingDenoiser(),
    reports,
  };
}
