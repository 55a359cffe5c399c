import { TorchGenerator } from '../../workers/diffusion/random/torchGenerator';
import type { Denoiser, MethodRun } from '../../workers/diffusion/contracts';
import { differential } from '../../workers/diffusion/methods/differential';
import { imageToImage } from '../../workers/diffusion/methods/imageToImage';
import { createScheduler } from '../../workers/diffusion/schedulers/createScheduler';
import { trajectorySizeBytes } from '../../workers/diffusion/trajectory';
import type { Tensor } from '../../workers/protocol/tensor';
import type { Bench } from './bench';
import { LiveMemory } from './liveMemory';

const mebi = 2 ** 20;
/** Latents of SD 1.5 at 512² and of SDXL at 1024². */
const sizes = [
  { name: '512²', side: 64, steps: 50 },
  { name: '1024²', side: 128, steps: 50 },
] as const;

/** What Differential Diffusion keeps alive over plain image-to-image, at the sizes of published models. */
export const loopMemory: Bench = {
  name: 'memory',
  title: 'Differential against plain image-to-image: memory alive at the worst moment',
  async run() {
    const results = [];
    for (const { name, side, steps } of sizes) {
      const plain = await peakOf(side, steps, async (run) => {
        await imageToImage(run);
        return 0;
      });
      const ours = await peakOf(side, steps, async (run) => {
        const preserve = Float32Array.from({ length: side * side }, (_, i) => (i % side) / side);
        const { trajectory } = await differential(run, {
          preserve,
          curve: 'linear',
          futureHinting: true,
          previous: null,
          everyStep: false,
        });
        return trajectorySizeBytes(trajectory);
      });
      const extra = (ours.peakBytes - plain.peakBytes) / mebi;
      const budget = ours.keptBytes / mebi;
      results.push({
        name: `${name}, ${steps} steps: extra beside the trajectory`,
        value: extra - budget,
        unit: 'MB',
        bar: { most: 7 },
        detail:
          `${extra.toFixed(2)} MB more than image-to-image, of which ${budget.toFixed(2)} MB are the ` +
          'trajectory kept for touch-ups (budget of all: 64 MB)',
      });
    }
    return results;
  },
};

async function peakOf(
  side: number,
  steps: number,
  method: (run: MethodRun<null>) => Promise<number>,
): Promise<{ peakBytes: number; keptBytes: number }> {
  const shape = [1, 4, side, side];
  const draw = new TorchGenerator(1);
  const [source, noise] = [draw.next(shape), draw.next(shape)];
  const memory = new LiveMemory();
  const run: MethodRun<null> = {
    denoiser: new MeasuredDenoiser(memory),
    scheduler: createScheduler({
      _class_name: 'DDIMScheduler',
      beta_schedule: 'scaled_linear',
      beta_start: 0.00085,
      beta_end: 0.012,
      steps_offset: 1,
    }),
    steps,
    strength: 1,
    conditioning: { conditional: null, unconditional: null, guidanceScale: 1, guidanceRescale: 0 },
    source,
    noise,
    draw,
    onStep: () => {
      memory.look();
      return Promise.resolve();
    },
  };
  const keptBytes = await method(run);
  return { peakBytes: memory.peakBytes, keptBytes };
}

/** A denoiser that costs nothing but its answer, and looks at the memory while latents, mask and noised source are alive. */
class MeasuredDenoiser implements Denoiser<null> {
  constructor(private readonly memory: LiveMemory) {}

  predict({ data, shape }: Tensor): Promise<Tensor> {
    this.memory.look();
    return Promise.resolve({ data: data.map((value) => 0.9 * value), shape });
  }
}
