import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Tensor } from '../../protocol/tensor';
import type { PredictionType } from '../contracts';
import { TorchGenerator } from '../random/torchGenerator';
import { stableConfig } from '../testing/testRuns';
import { schedulerTraits } from '../../protocol/scheduler/schedulerClasses';
import type { SchedulerClass } from '../../protocol/scheduler/schedulerClasses';
import { createInvertibleScheduler, createScheduler } from './createScheduler';
import { leading, linspace, roundHalfEven, trailing } from './spacing';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

const names = Object.keys(schedulerTraits) as SchedulerClass[];
const make = (_class_name: string, changes: Record<string, unknown> = {}) => createScheduler({ ...stableConfig, _class_name, ...changes });
const hex = (value: number) => {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return view.getUint32(0).toString(16);
};

describe('cumulative alphas', () => {
  it('are torch’s to the last bit for Stable Diffusion', () => {
    const alphas = make('DDIMScheduler').alphasCumprod;
    expect([0, 1, 481, 500, 781, 981, 999].map((t) => hex(alphas[t]!))).toEqual([
      '3f7fc84b',
      '3f7f9054',
      '3e9ac678',
      '3e8d7b73',
      '3d31fee3',
      '3bbd405f',
      '3b98b3b6',
    ]);
  });

  it('fall strictly for every schedule of betas', () => {
    for (const beta_schedule of ['linear', 'scaled_linear', 'squaredcos_cap_v2']) {
      const alphas = make('DDIMScheduler', { beta_schedule, beta_start: null, beta_end: null }).alphasCumprod;
      expect(alphas).toHaveLength(1000);
      for (let t = 1; t < 1000; t++) expect(alphas[t]!).toBeLessThan(alphas[t - 1]!);
    }
  });

  it('take trained betas as they are', () => {
    const scheduler = make('DDIMScheduler', { trained_betas: [0.1, 0.2, 0.5] });
    expect([...scheduler.alphasCumprod].map((alpha) => Number(alpha.toFixed(6)))).toEqual([0.9, 0.72, 0.36]);
  });

  it('end in pure noise with a zero terminal ratio; the σ classes stay finite', () => {
    expect(make('DDIMScheduler', { rescale_betas_zero_snr: true }).alphasCumprod[999]).toBe(0);
    const euler = make('EulerDiscreteScheduler', { rescale_betas_zero_snr: true, timestep_spacing: 'trailing' });
    expect(euler.alphasCumprod[999]).toBe(2 ** -24);
    euler.timesteps(10);
    const noised = euler.addNoise({ data: new Float32Array(1), shape: [1, 1, 1, 1] }, { data: Float32Array.of(1), shape: [1, 1, 1, 1] }, 0);
    expect(noised.data[0]).toBeCloseTo(4096, 0);
  });
});

describe('spacing', () => {
  it('rounds halves to even', () => {
    expect([0.5, 1.5, 2.5, -1.5, 2.4, 2.6].map(roundHalfEven)).toEqual([0, 2, 2, -2, 2, 3]);
  });

  it('has the documented lists', () => {
    expect(leading(1000, 30, 30, 1).slice(0, 2)).toEqual([958, 925]);
    expect(trailing(1000, 1000, 4)).toEqual([999, 749, 499, 249]);
    expect(trailing(1000, 1000, 30).slice(0, 3)).toEqual([999, 966, 932]);
    expect(linspace(0, 999, 3)).toEqual([0, 499.5, 999]);
    expect(linspace(0, 999, 1)).toEqual([0]);
  });

  it('never lists a timestep below 0, though numpy’s arange would for 61 steps', () => {
    for (let steps = 1; steps <= 200; steps++) {
      const list = trailing(1000, 1000, steps);
      expect(list).toHaveLength(steps);
      expect(Math.min(...list)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('timesteps', () => {
  it('are listed as the classes list them', () => {
    expect(make('DDIMScheduler', { timestep_spacing: 'linspace' }).timesteps(4)).toEqual([999, 666, 333, 0]);
    expect(make('EulerDiscreteScheduler', { timestep_spacing: 'linspace' }).timesteps(20)[1]).toBeCloseTo(946.4211, 3);
    expect(make('PNDMScheduler').timesteps(4)).toEqual([751, 501, 501, 251, 1]);
    expect(make('PNDMScheduler', { skip_prk_steps: false }).timesteps(10)).toEqual([
      901, 851, 851, 801, 801, 751, 751, 701, 701, 651, 651, 601, 601, 501, 401, 301, 201, 101, 1,
    ]);
    expect(make('LCMScheduler').timesteps(4)).toEqual([999, 759, 499, 259]);
    expect(make('LCMScheduler').timesteps(8)).toEqual([999, 879, 759, 639, 499, 379, 259, 139]);
    expect(make('DPMSolverMultistepScheduler', { timestep_spacing: 'linspace' }).timesteps(3)).toEqual([999, 666, 333]);
  });

  it.each(names)('%s: fall (PNDM may repeat one), stay within training, for any number of steps and spacing', (name) => {
    for (const timestep_spacing of ['leading', 'trailing', 'linspace']) {
      for (const steps of [1, 2, 3, 7, 10, 20, 30, 49, 50]) {
        const { order } = schedulerTraits[name];
        const list = make(name, { timestep_spacing }).timesteps(steps);
        expect(list.length).toBeGreaterThanOrEqual(order * steps - (order - 1));
        expect(list.length).toBeLessThanOrEqual(order * steps - (order - 1) + 1);
        for (let i = 1; i < list.length; i++) expect(list[i]!).toBeLessThanOrEqual(list[i - 1]! + 1e-3);
        expect(list[0]!).toBeLessThan(1001);
        expect(list.at(-1)!).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('with Karras sigmas reach from the largest to the smallest noise', () => {
    const list = make('DPMSolverMultistepScheduler', { use_karras_sigmas: true }).timesteps(10);
    expect([list[0], list.at(-1)]).toEqual([999, 0]);
    expect(make('DPMSolverMultistepScheduler').timesteps(10)[0]).toBe(901);
  });
});

describe('steps', () => {
  const shape = [1, 2, 3, 3];
  const random = (seed: number): Tensor => new TorchGenerator(seed).next(shape);
  const withoutSample: readonly string[] = [
    'PNDMScheduler',
    'EulerAncestralDiscreteScheduler',
    'KDPM2DiscreteScheduler',
    'KDPM2AncestralDiscreteScheduler',
  ];
  const types: readonly PredictionType[] = ['epsilon', 'v_prediction', 'sample'];

  /** What a perfect model of one picture says at a noise level. */
  function perfect(type: PredictionType, clean: Tensor, noise: Tensor, alpha: number): Tensor {
    const [signal, spread] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)];
    const data =
      type === 'sample'
        ? clean.data
        : type === 'epsilon'
          ? noise.data
          : noise.data.map((value, i) => signal * value - spread * clean.data[i]!);
    return { data, shape };
  }

  it.each(
    names
      .flatMap((name) => types.map((type) => [name, type] as const))
      .filter(([name, type]) => !(type === 'sample' && withoutSample.includes(name))),
  )('%s, %s: with a perfect prediction the clean picture is found at once, and noised to the next level', (name, type) => {
    const scheduler = make(name, { prediction_type: type, timestep_spacing: 'leading' });
    const list = scheduler.timesteps(10);
    const [clean, noise] = [random(1), random(2)];
    // LMS weighs a late start as the reference does, which is not exact.
    const start = name === 'LMSDiscreteScheduler' ? 0 : scheduler.order === 2 ? 4 : 3;
    const latents = scheduler.addNoise(clean, noise, start);
    const sigma = scheduler.addNoise(
      { data: new Float32Array(1), shape: [1, 1, 1, 1] },
      { data: Float32Array.of(1), shape: [1, 1, 1, 1] },
      start,
    );
    expect(sigma.data[0]).toBeGreaterThan(0);
    const alpha = scheduler.alphasCumprod[Math.round(list[start]!)]!;
    const zero = { data: new Float32Array(18), shape };
    const { predictedOriginal, latents: next } = scheduler.step(
      perfect(type, clean, noise, alpha),
      latents,
      start,
      scheduler.draws(start) ? zero : null,
    );
    if (name !== 'LCMScheduler') predictedOriginal.data.forEach((value, i) => expect(value).toBeCloseTo(clean.data[i]!, 4));
    if (scheduler.draws(start) || scheduler.order === 2) return;
    const expected = scheduler.addNoise(clean, noise, start + 1);
    next.data.forEach((value, i) => expect(value).toBeCloseTo(expected.data[i]!, 4));
  });

  it('leaves its inputs alone', () => {
    for (const name of names) {
      const scheduler = make(name);
      scheduler.timesteps(8);
      const [latents, prediction, noise] = [random(1), random(2), random(3)];
      const copies = [latents, prediction, noise].map(({ data }) => data.slice());
      for (let i = 0; i < 6; i++) scheduler.step(prediction, scheduler.scaleInput(latents, i), i, noise);
      scheduler.addNoise(latents, noise, 2);
      expect([latents, prediction, noise].map(({ data }) => data)).toEqual(copies);
    }
  });

  it.each(names)('%s: a snapshot taken at any step continues bit for bit', (name) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.boolean(), (at, skip_prk_steps) => {
        const scheduler = make(name, { skip_prk_steps });
        const list = scheduler.timesteps(8);
        const go = (from: number, latents: Tensor): Tensor[] => {
          const seen: Tensor[] = [];
          let current = latents;
          for (let i = from; i < list.length; i++) {
            current = scheduler.step(random(100 + i), current, i, random(200 + i)).latents;
            seen.push(current);
          }
          return seen;
        };
        let latents = random(7);
        for (let i = 0; i < at; i++) latents = scheduler.step(random(100 + i), latents, i, random(200 + i)).latents;
        const state = scheduler.snapshot();
        const first = go(at, latents);
        scheduler.restore(state);
        expect(go(at, latents).map(({ data }) => data)).toEqual(first.map(({ data }) => data));
      }),
      { seed: 21, numRuns: 12 },
    );
  });

  it('draws where the class does: Euler ancestral always, LCM and TCD not at the last, DPM2 at second halves, others never', () => {
    const drawsOf = (name: string, changes = {}) => {
      const scheduler = make(name, changes);
      return scheduler.timesteps(4).map((_, i) => scheduler.draws(i));
    };
    expect(drawsOf('EulerAncestralDiscreteScheduler')).toEqual([true, true, true, true]);
    for (const name of ['LCMScheduler', 'TCDScheduler']) expect(drawsOf(name)).toEqual([true, true, true, false]);
    expect(drawsOf('KDPM2AncestralDiscreteScheduler')).toEqual([false, true, false, true, false, true, false]);
    expect(drawsOf('DDPMScheduler', { steps_offset: 0 })).toEqual([true, true, true, false]);
    expect(drawsOf('DPMSolverMultistepScheduler', { algorithm_type: 'sde-dpmsolver++' })).toEqual([true, true, true, true]);
    for (const name of ['DDIMScheduler', 'PNDMScheduler', 'EulerDiscreteScheduler', 'DPMSolverMultistepScheduler'])
      expect(drawsOf(name)).not.toContain(true);
  });

  it('inverts DDIM: up and down again with one prediction is the identity', () => {
    for (const set_alpha_to_one of [true, false]) {
      const scheduler = createInvertibleScheduler({ ...stableConfig, _class_name: 'DDIMScheduler', set_alpha_to_one });
      scheduler.timesteps(10);
      for (let index = 9; index >= 0; index--) {
        const up = scheduler.inverseStep(random(5), random(6), index);
        const down = scheduler.step(random(5), up, index, null).latents;
        down.data.forEach((value, i) => expect(value).toBeCloseTo(random(6).data[i]!, 3));
      }
    }
  });

  it('lowers DPM-Solver’s order only where the reference does', () => {
    // A history shows as a difference between a fresh scheduler and one that has stepped.
    const usesHistory = (config: Record<string, unknown>, steps: number, index: number): boolean => {
      const stepped = make('DPMSolverMultistepScheduler', config);
      const fresh = make('DPMSolverMultistepScheduler', config);
      stepped.timesteps(steps);
      fresh.timesteps(steps);
      stepped.step(random(1), random(2), index - 1, null);
      const [a, b] = [stepped, fresh].map((scheduler) => scheduler.step(random(3), random(4), index, null).latents.data);
      return !a!.every((value, i) => value === b![i]);
    };
    expect(usesHistory({}, 10, 8)).toBe(true);
    expect(usesHistory({}, 10, 9)).toBe(false);
    expect(usesHistory({ final_sigmas_type: 'sigma_min' }, 10, 9)).toBe(false);
    expect(usesHistory({ final_sigmas_type: 'sigma_min' }, 20, 19)).toBe(true);
    expect(usesHistory({ final_sigmas_type: 'sigma_min', euler_at_final: true }, 20, 19)).toBe(false);
    expect(usesHistory({ final_sigmas_type: 'sigma_min', lower_order_final: false }, 10, 9)).toBe(true);
  });
});

describe('what cannot be run is refused by name', () => {
  const refusals: [Record<string, unknown>, RegExp][] = [
    [{ _class_name: 'DDIMScheduler', beta_schedule: 'sigmoid' }, /“beta_schedule” = "sigmoid"/],
    [{ _class_name: 'DDIMScheduler', num_train_timesteps: 0 }, /“num_train_timesteps” = 0/],
    [{ _class_name: 'PNDMScheduler', prediction_type: 'sample' }, /PNDMScheduler/],
    [{ _class_name: 'EulerAncestralDiscreteScheduler', prediction_type: 'sample' }, /EulerAncestralDiscreteScheduler/],
    [{ _class_name: 'KDPM2DiscreteScheduler', prediction_type: 'sample' }, /KDPM2/],
    [{ _class_name: 'DPMSolverMultistepScheduler', variance_type: 'learned_range' }, /“variance_type” = "learned_range"/],
    [{ _class_name: 'DDPMScheduler', variance_type: 'learned' }, /“variance_type” = "learned"/],
    [{ _class_name: 'LCMScheduler', original_inference_steps: 2000 }, /“original_inference_steps” = 2000/],
    [{ _class_name: 'TCDScheduler', original_inference_steps: 2000 }, /“original_inference_steps” = 2000/],
  ];
  it.each(refusals)('%j', (config, message) => {
    expect(() => createScheduler(config)).toThrow(message);
    try {
      createScheduler(config);
    } catch (thrown) {
      expect(thrown).toMatchObject({ name: 'Fault', code: 'scheduler-unsupported' });
    }
  });

  it('an offset that leads beyond the model’s timesteps is a fault, not a crash', () => {
    for (const name of ['DDIMScheduler', 'DDPMScheduler', 'PNDMScheduler']) {
      try {
        make(name, { steps_offset: 1000 }).timesteps(10);
        expect.unreachable();
      } catch (thrown) {
        expect(thrown).toMatchObject({ name: 'Fault', code: 'bad-recipe', message: expect.stringContaining('1900') as string });
      }
    }
  });

  it.each([null, 'DDIM', 3, [], {}])('a config that is none: %j', (config) => expect(() => createScheduler(config)).toThrow());

  it('reads a published config with keys of other classes, and as another class', () => {
    const published = {
      _class_name: 'EulerDiscreteScheduler',
      _diffusers_version: '0.19.0',
      beta_end: 0.012,
      beta_schedule: 'scaled_linear',
      beta_start: 0.00085,
      clip_sample: false,
      interpolation_type: 'linear',
      num_train_timesteps: 1000,
      prediction_type: 'epsilon',
      sample_max_value: 1.0,
      set_alpha_to_one: false,
      skip_prk_steps: true,
      steps_offset: 1,
      timestep_spacing: 'leading',
      trained_betas: null,
      use_karras_sigmas: false,
    };
    expect(createScheduler(published).className).toBe('EulerDiscreteScheduler');
    for (const name of names) expect(createScheduler(published, name).className).toBe(name);
    expect(() => createScheduler(published, 'Nonsense')).toThrow(/“Nonsense”/);
  });

  it('does not clip latents where another class’s file is read as DDIM', () => {
    const scheduler = createInvertibleScheduler({ _class_name: 'PNDMScheduler' });
    scheduler.timesteps(10);
    const large = { data: new Float32Array(1).fill(9), shape: [1, 1, 1, 1] };
    const none = { data: new Float32Array(1), shape: [1, 1, 1, 1] };
    expect(scheduler.step(none, large, 9, null).predictedOriginal.data[0]).toBeGreaterThan(8);
  });

  it('step counts: none, too many, and fewer than a Runge–Kutta start needs', () => {
    for (const name of names) {
      expect(() => make(name).timesteps(0)).toThrow(/0 steps/);
      expect(() => make(name).timesteps(1.5)).toThrow(/1.5 steps/);
    }
    expect(() => make('LCMScheduler').timesteps(51)).toThrow(/51 steps/);
    expect(make('LCMScheduler').timesteps(4, 0.04)).toEqual([39, 19]);
    expect(make('TCDScheduler').timesteps(4, 0.3)).toHaveLength(4);
    expect(() => make('DDIMScheduler').timesteps(1001)).toThrow(/1001 steps/);
    expect(() => make('PNDMScheduler', { skip_prk_steps: false }).timesteps(3)).toThrow(/at least 4/);
  });
});
