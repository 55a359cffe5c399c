import { describe, expect, it } from 'vitest';
import type { Denoiser } from './contracts';
import { imageToImage } from './methods/imageToImage';
import { TorchGenerator } from './random/torchGenerator';
import { refinedDenoiser, refinerCut } from './refinedDenoiser';
import { createScheduler } from './schedulers/createScheduler';
import { straightSampler, type StraightSettings } from './testing/straightLine';

const shape = [1, 4, 3, 5];

/** A model told apart by its factor; a condition stands for its prompt. */
const said = (factor: number, x: ArrayLike<number>, timestep: number, condition: number): number[] =>
  Array.from(x, (value) => factor * Math.tanh(value) + 0.1 * Math.cos(timestep / 150) + condition);

const model = (factor: number, asked: number[]): Denoiser<number> => ({
  predict: ({ data, shape: given }, timestep, { conditional }) => {
    asked.push(timestep);
    return Promise.resolve({ data: Float32Array.from(said(factor, data, timestep, conditional)), shape: given });
  },
});

const alone = (conditional: number) => ({ conditional, unconditional: null, guidanceScale: 1, guidanceRescale: 0 });

describe('a refiner behind a first model', () => {
  it.each([
    ['EulerDiscreteScheduler', 0.8, 1],
    ['EulerDiscreteScheduler', 0.55, 0.75],
    ['DDIMScheduler', 0.8, 1],
    ['DDIMScheduler', 0.9, 0.5],
  ] as const)(
    '%s: from %f at strength %f as two runs that hand their latents over, written down once more',
    async (name, from, strength) => {
      const settings: StraightSettings = {
        ...{ name, prediction: 'epsilon', spacing: 'leading', steps: 20, offset: 1 },
        ...{ karras: false, finalSigma: 'zero', alphaToOne: false },
      };
      const scheduler = createScheduler({
        ...{ _class_name: name, num_train_timesteps: 1000, beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' },
        ...{ prediction_type: 'epsilon', timestep_spacing: 'leading', steps_offset: 1, set_alpha_to_one: false, clip_sample: false },
      });
      const source = new TorchGenerator(1).next(shape);
      const noise = new TorchGenerator(2).next(shape);
      const [first, second]: [number[], number[]] = [[], []];
      const { latents, evaluations } = await imageToImage({
        ...{ scheduler, steps: 20, strength, source, noise, draw: new TorchGenerator(3), onStep: () => Promise.resolve() },
        denoiser: refinedDenoiser(model(0.7, first), { denoiser: model(0.4, second), conditioning: alone(-0.05) }, refinerCut(from, 1000)),
        conditioning: alone(0.05),
      });

      // diffusers: `denoising_end` keeps the timesteps at or above the border, `denoising_start` those below it.
      const border = Math.trunc(Math.round(1000 - from * 1000));
      const sampler = straightSampler(settings);
      const begin = 20 - Math.floor(20 * strength);
      const all = sampler.timesteps.map((timestep, index) => ({ timestep, index })).slice(begin);
      let x = sampler.noised(Array.from(source.data), Array.from(noise.data), begin);
      const stage = (part: typeof all, factor: number, condition: number): void => {
        for (const { timestep, index } of part) x = sampler.step(said(factor, sampler.input(x, index), timestep, condition), x, index, []);
      };
      const [above, below] = [all.filter(({ timestep }) => timestep >= border), all.filter(({ timestep }) => timestep < border)];
      stage(above, 0.7, 0.05);
      stage(below, 0.4, -0.05);

      expect(first.map(Math.round)).toEqual(above.map(({ timestep }) => Math.round(timestep)));
      expect(second.map(Math.round)).toEqual(below.map(({ timestep }) => Math.round(timestep)));
      expect(evaluations.done).toBe(all.length);
      x.forEach((value, i) => expect(Math.abs(value - latents.data[i]!)).toBeLessThan(2e-4));
    },
  );
});
