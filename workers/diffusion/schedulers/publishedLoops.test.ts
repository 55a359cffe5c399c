import { describe, expect, it, vi } from 'vitest';
import type { Tensor } from '../../protocol/tensor';
import { TorchGenerator } from '../random/torchGenerator';
import { createScheduler } from './createScheduler';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

/**
 * Whole sampling loops whose sums the reference library's own tests state, over a fixed ramp of values and the stand-in
 * model x·t/(t + 1). They reach settings that the conformance cases do not: other noise levels, clipping, Karras sigmas,
 * Runge–Kutta starts, thresholding.
 */
const shape = [4, 3, 8, 8];
const [batch, channels, height, width] = shape as [number, number, number, number];
const count = batch * channels * height * width;

/** The ramp 0 … 1 laid out with the batch as its last axis. */
function ramp(reversed = false): Tensor {
  const data = new Float32Array(count);
  for (let b = 0; b < batch; b++) {
    for (let rest = 0; rest < count / batch; rest++) {
      const position = rest * batch + b;
      data[b * (count / batch) + rest] = (reversed ? count - 1 - position : position) / count;
    }
  }
  return { data, shape };
}

interface Loop {
  readonly className: string;
  readonly config: Record<string, unknown>;
  readonly steps?: number;
  /** Index of the first step run; the ramp is noised to it with the reversed ramp. */
  readonly from?: number;
  /** The old tests of the σ classes hand the scaled sample to the step as well. */
  readonly scaled?: boolean;
}

function sumOf({ className, config, steps = 10, from, scaled }: Loop): number {
  const scheduler = createScheduler({ _class_name: className, beta_start: 0.0001, beta_end: 0.02, beta_schedule: 'linear', ...config });
  const timesteps = scheduler.timesteps(steps);
  const generator = new TorchGenerator(0);
  const zeros = { data: new Float32Array(count), shape };
  const ones = { data: new Float32Array(count).fill(1), shape };
  // The initial noise level of the σ classes; theirs is added to zeros, the others' is not used.
  const start = scaled ? (scheduler.addNoise(zeros, ones, 0).data[0] as number) : 1;
  let sample: Tensor = { data: ramp().data.map((value) => value * start), shape };
  if (from !== undefined) sample = scheduler.addNoise(sample, ramp(true), from);
  for (let index = from ?? 0; index < timesteps.length; index++) {
    const timestep = timesteps[index] as number;
    const input = scaled ? scheduler.scaleInput(sample, index) : sample;
    const prediction = { data: input.data.map((value) => (value * timestep) / (timestep + 1)), shape };
    sample = scheduler.step(prediction, input, index, scheduler.draws(index) ? generator.next(shape) : null).latents;
  }
  return sample.data.reduce((sum, value) => sum + Math.abs(value), 0);
}

describe('sampling loops of the reference’s own tests', () => {
  const ddim = { className: 'DDIMScheduler', config: { clip_sample: true } };
  const pndm = { className: 'PNDMScheduler', config: {} };
  const euler = { className: 'EulerDiscreteScheduler', config: { num_train_timesteps: 1100 }, scaled: true };
  const ancestral = { className: 'EulerAncestralDiscreteScheduler', config: { num_train_timesteps: 1100 }, scaled: true };
  const lcm = { className: 'LCMScheduler', config: { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' } };
  const withConfig = <T extends Loop>(loop: T, config: Record<string, unknown>): T => ({ ...loop, config: { ...loop.config, ...config } });

  it.each<[string, Loop, number]>([
    ['DDIM', ddim, 172.0067],
    ['DDIM, v', withConfig(ddim, { prediction_type: 'v_prediction' }), 52.5302],
    ['DDIM, final alpha 1', withConfig(ddim, { set_alpha_to_one: true, beta_start: 0.01 }), 149.8295],
    ['DDIM, final alpha of the first timestep', withConfig(ddim, { set_alpha_to_one: false, beta_start: 0.01 }), 149.0784],
    ['DDIM from step 8', { ...ddim, from: 8 }, 354.5418],
    ['PNDM with Runge–Kutta start', pndm, 198.1318],
    ['PNDM, v', withConfig(pndm, { prediction_type: 'v_prediction' }), 67.3986],
    ['PNDM, final alpha 1', withConfig(pndm, { set_alpha_to_one: true, beta_start: 0.01 }), 230.0399],
    ['PNDM, final alpha of the first timestep', withConfig(pndm, { set_alpha_to_one: false, beta_start: 0.01 }), 186.9482],
    ['Euler', euler, 10.0807],
    ['Euler, v', withConfig(euler, { prediction_type: 'v_prediction' }), 0.0002],
    ['Euler, Karras', withConfig(euler, { use_karras_sigmas: true }), 124.52299499511719],
    ['Euler ancestral', ancestral, 152.3192],
    ['Euler ancestral, v', withConfig(ancestral, { prediction_type: 'v_prediction' }), 108.4439],
    ['LCM, one step', { ...lcm, steps: 1 }, 18.7097],
    ['LCM, ten steps', lcm, 197.7616],
  ])('%s', (_, loop, sum) => {
    expect(Math.abs(sumOf(loop) - sum)).toBeLessThan(1e-2);
  });

  it('Euler ancestral from step 8, at the scale of its sums', () => {
    expect(Math.abs(sumOf({ ...ancestral, from: 8 }) / 56163.0508 - 1)).toBeLessThan(1e-6);
  });

  const dpm = { className: 'DPMSolverMultistepScheduler', config: { lower_order_final: false, final_sigmas_type: 'sigma_min' } };
  it.each<[string, Loop, number]>([
    ['DPM-Solver++ 2M', dpm, 0.3301],
    [
      'DPM-Solver++ 2M, thresholding',
      withConfig(dpm, { thresholding: true, dynamic_thresholding_ratio: 0.87, sample_max_value: 0.5 }),
      1.1364,
    ],
    ['DPM-Solver++ 2M, v', withConfig(dpm, { prediction_type: 'v_prediction' }), 0.2251],
    ['DPM-Solver++ 2M, Karras, v', withConfig(dpm, { prediction_type: 'v_prediction', use_karras_sigmas: true }), 0.2096],
    ['DPM-Solver++ 2M from step 5', { ...dpm, from: 5 }, 0.4146],
  ])('%s (mean)', (_, loop, mean) => {
    expect(Math.abs(sumOf(loop) / count - mean)).toBeLessThan(1e-3);
  });
});
