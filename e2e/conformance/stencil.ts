import { guide, isGuided } from '../../workers/diffusion/guidance';
import type { Conditioning, Denoiser } from '../../workers/diffusion/contracts';
import { Fault } from '../../workers/protocol/faults';
import type { Tensor } from '../../workers/protocol/tensor';
import type { StencilSettings } from './caseFile';

const fl = Math.fround;

/** What a prediction of the cases' denoiser is conditioned on: an offset, and for the automatic map a pattern. */
export interface StencilCondition {
  readonly offset: number;
  /** Added times tanh of the latents; null: not at all. */
  readonly query: Float32Array | null;
}

/**
 * The denoiser of the cases: self·x + left·(left neighbour, around) + channel·(next channel, around) + time·cos(t/150) + c.
 */
export class Stencil implements Denoiser<StencilCondition> {
  constructor(private readonly settings: StencilSettings) {
    if (settings.type !== 'stencil' && settings.type !== 'stencil+query')
      throw new Fault('bad-recipe', `The denoiser “${settings.type}” is not known.`);
  }

  predict(latents: Tensor, timestep: number, conditioning: Conditioning<StencilCondition>): Promise<Tensor> {
    const conditional = this.evaluate(latents, timestep, conditioning.conditional);
    if (!isGuided(conditioning)) return Promise.resolve(conditional);
    const unconditional = this.evaluate(latents, timestep, conditioning.unconditional);
    return Promise.resolve(guide(conditional, unconditional, conditioning.guidanceScale, conditioning.guidanceRescale));
  }

  private evaluate({ data, shape }: Tensor, timestep: number, { offset, query }: StencilCondition): Tensor {
    const [batch = 1, channels = 1, height = 1, width = 1] = shape;
    const { self, left, channel, time } = this.settings;
    const constant = fl(time * Math.cos(timestep / 150)) + offset;
    const plane = height * width;
    const out = new Float32Array(data.length);
    for (let b = 0; b < batch; b++) {
      for (let k = 0; k < channels; k++) {
        const own = (b * channels + k) * plane;
        const next = (b * channels + ((k + 1) % channels)) * plane;
        for (let i = 0; i < plane; i++) {
          const x = i % width;
          const value = data[own + i] as number;
          const beside = data[own + i - x + ((x - 1 + width) % width)] as number;
          const sum = self * value + left * beside + channel * (data[next + i] as number) + constant;
          out[own + i] = query ? sum + (query[i] as number) * Math.tanh(value) : sum;
        }
      }
    }
    return { data: out, shape };
  }
}
