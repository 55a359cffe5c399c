import { describe, expect, it, vi } from 'vitest';
import { thresholds } from '../maps/thresholds';
import type { ThresholdCurve } from '../protocol/recipe';
import type { Tensor } from '../protocol/tensor';
import type { Conditioning, Denoiser, MethodRun } from './contracts';
import { guide, isGuided } from './guidance';
import { blendedInpaint } from './methods/blendedInpaint';
import { ddimInversion } from './methods/ddimInversion';
import { decodeAlong } from './methods/diffEdit';
import { differential } from './methods/differential';
import { exemplarBlend } from './methods/exemplarBlend';
import { TorchGenerator } from './random/torchGenerator';
import { createInvertibleScheduler, createScheduler } from './schedulers/createScheduler';
import { straightSampler, type StraightSampler, type StraightSettings } from './testing/straightLine';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

const shape = [1, 4, 6, 10];
const [height, width] = [6, 10];
const plane = height * width;
const conditions = { conditional: 0.05, unconditional: -0.03, guidance: 2.5 };

/** Not linear, with neighbours, channels and time; the same for both sides. */
function said(x: ArrayLike<number>, timestep: number, condition: number): number[] {
  return Array.from(x, (value, i) => {
    const left = x[Math.floor(i / width) * width + ((i + width - 1) % width)] ?? 0;
    const channel = x[(i + plane) % (4 * plane)] ?? 0;
    return 0.6 * value + 0.2 * Math.tanh(left) + 0.1 * channel + 0.1 * Math.cos(timestep / 150) + condition;
  });
}

const denoiser: Denoiser<number> = {
  predict({ data, shape: given }: Tensor, timestep: number, conditioning: Conditioning<number>) {
    const one = (condition: number): Tensor => ({ data: Float32Array.from(said(data, timestep, condition)), shape: given });
    const conditional = one(conditioning.conditional);
    return Promise.resolve(
      isGuided(conditioning)
        ? guide(conditional, one(conditioning.unconditional), conditioning.guidanceScale, conditioning.guidanceRescale)
        : conditional,
    );
  },
};

const guided = (x: readonly number[], timestep: number): number[] => {
  const [u, c] = [said(x, timestep, conditions.unconditional), said(x, timestep, conditions.conditional)];
  return u.map((value, i) => value + conditions.guidance * (c[i]! - value));
};

const base: StraightSettings = {
  name: 'DDIMScheduler',
  prediction: 'epsilon',
  spacing: 'leading',
  steps: 7,
  offset: 1,
  karras: false,
  finalSigma: 'zero',
  alphaToOne: false,
};
const configOf = (settings: StraightSettings) => ({
  _class_name: settings.name,
  ...{
    num_train_timesteps: 1000,
    beta_start: 0.00085,
    beta_end: 0.012,
    beta_schedule: 'scaled_linear',
    clip_sample: false,
    skip_prk_steps: true,
  },
  ...{
    prediction_type: settings.prediction,
    timestep_spacing: settings.spacing,
    steps_offset: settings.offset,
    set_alpha_to_one: settings.alphaToOne,
    final_sigmas_type: settings.finalSigma,
    use_karras_sigmas: settings.karras,
  },
});

const tensor = (seed: number): Tensor => new TorchGenerator(seed).next(shape);
const map = (seed: number): Float32Array =>
  tensor(seed)
    .data.slice(0, plane)
    .map((value) => Math.fround(Math.round(255 * Math.min(1, Math.max(0, 0.5 + 0.5 * value))) / 255));

function runOf(settings: StraightSettings, strength: number, seed: number): MethodRun<number> {
  const draw = new TorchGenerator(seed);
  return {
    ...{
      denoiser,
      scheduler: createScheduler(configOf(settings)),
      steps: settings.steps,
      strength,
      source: tensor(seed + 1),
      noise: tensor(seed + 2),
      draw,
      onStep: () => Promise.resolve(),
    },
    conditioning: {
      conditional: conditions.conditional,
      unconditional: conditions.unconditional,
      guidanceScale: conditions.guidance,
      guidanceRescale: 0,
    },
  };
}

/** The steps that the strength drops: none where they all lie inside what it leaves. */
const dropped = ({ name, steps }: StraightSettings, strength: number): number =>
  name === 'LCMScheduler' ? 0 : steps - Math.floor(steps * strength);

/** The loop, straight down: `before` puts back what a method puts back before a step, `after` what it does after one. */
function straight(
  settings: StraightSettings,
  strength: number,
  seed: number,
  method: { start: (on: Level) => number[]; before?: (x: number[], on: Level) => number[]; after?: (x: number[], on: Level) => number[] },
): number[] {
  const sampler = straightSampler({ ...settings, strength });
  const first = dropped(settings, strength);
  const count = sampler.timesteps.length - first;
  const draw = new TorchGenerator(seed);
  const noise = Array.from(tensor(seed + 2).data);
  const level = (step: number): Level => ({
    step,
    count,
    noised: (clean) => (step < count ? sampler.noised(Array.from(clean), noise, first + step) : Array.from(clean)),
  });
  let x = method.start(level(0));
  for (let step = 0; step < count; step++) {
    const index = first + step;
    x = method.before?.(x, level(step)) ?? x;
    const prediction = guided(sampler.input(x, index), sampler.timesteps[index]!);
    const drawn = sampler.draws(index) ? Array.from(draw.next(shape).data) : [];
    x = sampler.step(prediction, x, index, drawn);
    x = method.after?.(x, level(step + 1)) ?? x;
  }
  return x;
}

interface Level {
  readonly step: number;
  readonly count: number;
  readonly noised: (clean: ArrayLike<number>) => number[];
}

const pick = (mask: (i: number) => boolean, yes: readonly number[], no: readonly number[]): number[] =>
  no.map((value, i) => (mask(i % plane) ? yes[i]! : value));

function expectClose(actual: Float32Array, wanted: readonly number[]): void {
  const scale = Math.sqrt(wanted.reduce((sum, value) => sum + value * value, 0) / wanted.length);
  expect(Math.max(...wanted.map((value, i) => Math.abs(value - actual[i]!)))).toBeLessThan(2e-4 * Math.max(1, scale));
}

const names = [
  'DDIMScheduler',
  'PNDMScheduler',
  'EulerDiscreteScheduler',
  'EulerAncestralDiscreteScheduler',
  'DPMSolverMultistepScheduler',
  'LCMScheduler',
] as const;
const supports = ({ name, prediction }: StraightSettings): boolean =>
  !(prediction === 'sample' && (name === 'EulerAncestralDiscreteScheduler' || name === 'PNDMScheduler'));
const variants: readonly Partial<StraightSettings>[] = [
  ...(['leading', 'trailing', 'linspace'] as const).flatMap((spacing) =>
    (['epsilon', 'v_prediction', 'sample'] as const).flatMap((prediction) => [
      { spacing, prediction, steps: 7 },
      { spacing, prediction, steps: 16, offset: 0 },
    ]),
  ),
  ...[{ steps: 1 }, { steps: 2, spacing: 'trailing' as const }, { steps: 3 }, { alphaToOne: true }, { steps: 30, offset: 0 }],
];

describe.each(names)('%s, straight down', (name) => {
  const all = variants.map((variant) => ({ ...base, ...variant, name })).filter(supports);
  const sigmas =
    name === 'EulerDiscreteScheduler' || name === 'DPMSolverMultistepScheduler'
      ? ([
          { karras: true },
          { karras: true, steps: 16, spacing: 'linspace' },
          { finalSigma: 'sigma_min' },
          { finalSigma: 'sigma_min', steps: 16, karras: true, prediction: 'v_prediction' },
        ] as const)
      : [];

  it.each([...all, ...sigmas.map((change) => ({ ...base, name, ...change }))])(
    '$prediction $spacing, $steps steps, offset $offset, Karras $karras, final σ $finalSigma, ᾱ → 1 $alphaToOne',
    async (settings) => {
      const strength = settings.steps > 4 ? 0.75 : 1;
      const [run, preserve, curve]: [MethodRun<number>, Float32Array, ThresholdCurve] = [runOf(settings, strength, 40), map(5), 'linear'];
      const { latents } = await differential(run, { preserve, curve, futureHinting: true, previous: null, everyStep: true });
      const source = run.source.data;
      const wanted = straight(settings, strength, 40, {
        start: (on) => on.noised(source),
        before: (x, on) => (on.step === 0 ? x : pick((i) => preserve[i]! > Math.fround(on.step / on.count), on.noised(source), x)),
      });
      expect(run.scheduler.timesteps(settings.steps).map((t) => Math.round(t * 100) / 100)).toEqual(
        straightSampler(settings).timesteps.map((t) => Math.round(t * 100) / 100),
      );
      expectClose(latents.data, wanted);
    },
  );

  it.each(['linear', 'quadratic', 'cubic', 'log', 'sigmoid'] as const)(
    'several exemplars, nested as they are noised, under the %s curve',
    async (curve) => {
      const settings = { ...base, name, steps: 9 };
      const run = runOf(settings, 0.8, 60);
      const exemplars = [1, 2, 3].map((k) => ({ latents: tensor(100 + k), preserve: map(200 + k), hold: null }));
      const { latents } = await exemplarBlend(run, { exemplars, curve, previous: null, everyStep: true });
      const bounds = thresholds(curve, straightSampler(settings).timesteps.length - dropped(settings, 0.8));
      const nested = (on: Level, running: number[] | null): number[] =>
        exemplars.reduce(
          (below, { latents: own, preserve }) =>
            pick((i) => preserve[i]! > Math.fround(bounds[on.step]!), below, running ?? on.noised(own.data)),
          on.noised(run.source.data),
        );
      expectClose(
        latents.data,
        straight(settings, 0.8, 60, { start: (on) => nested(on, null), before: (x, on) => (on.step === 0 ? x : nested(on, x)) }),
      );
    },
  );

  it('blended inpaint', async () => {
    const settings = { ...base, name, steps: 9 };
    const run = runOf(settings, 0.7, 70);
    const edit = map(9).map((value) => (value > 0.5 ? 1 : 0));
    const { latents } = await blendedInpaint(run, edit);
    expectClose(
      latents.data,
      straight(settings, 0.7, 70, {
        start: (on) => on.noised(run.source.data),
        after: (x, on) => pick((i) => edit[i]! > 0, x, on.noised(run.source.data)),
      }),
    );
  });
});

describe('DDIM inversion and DiffEdit, straight down', () => {
  it.each([
    { steps: 7, ratio: 0.5 },
    { steps: 1, ratio: 1 },
    { steps: 30, ratio: 0.9, spacing: 'trailing' },
    { steps: 11, ratio: 0.7, prediction: 'v_prediction' },
    { steps: 9, ratio: 1, prediction: 'sample' },
    { steps: 9, ratio: 1, alphaToOne: true },
    { steps: 12, ratio: 0.5, spacing: 'linspace' },
  ] as const)('%j', async ({ ratio, ...change }) => {
    const settings: StraightSettings = { ...base, ...change };
    const run = { ...runOf(settings, ratio, 80), scheduler: createInvertibleScheduler(configOf(settings)) };
    const inversion = await ddimInversion({
      denoiser,
      scheduler: createInvertibleScheduler(configOf(settings)),
      steps: settings.steps,
      encodingRatio: ratio,
      unconditional: conditions.unconditional,
      source: run.source,
      onStep: () => Promise.resolve(),
    });
    const levels = climb(settings, Math.floor(settings.steps * ratio), Array.from(run.source.data));
    expect(inversion.trajectory).toHaveLength(levels.length);
    inversion.trajectory.forEach((level, i) => expectClose(level.data, levels[i]!));
    const edit = map(10).map((value) => (value > 0.5 ? 1 : 0));
    const { latents } = await decodeAlong(run, inversion.trajectory, edit);
    expectClose(
      latents.data,
      straight(settings, ratio, 80, {
        start: () => levels.at(-1)!,
        after: (x, on) => pick((i) => edit[i]! > 0, x, levels[on.count - on.step]!),
      }),
    );
  });

  it('cannot tell noise from a clean sample where there is none, and says so', async () => {
    const config = configOf({ ...base, prediction: 'sample', alphaToOne: true });
    const inverted = ddimInversion({
      denoiser,
      scheduler: createInvertibleScheduler(config),
      steps: 9,
      encodingRatio: 1,
      unconditional: 0.1,
      source: tensor(3),
      onStep: () => Promise.resolve(),
    });
    await expect(inverted).rejects.toMatchObject({ code: 'not-finite' });
  });

  it('takes up a shorter inversion where it ends, to the last bit', async () => {
    const settings = {
      denoiser,
      scheduler: createInvertibleScheduler(configOf(base)),
      steps: 9,
      unconditional: 0.1,
      source: tensor(3),
      onStep: () => Promise.resolve(),
    };
    const whole = await ddimInversion({ ...settings, encodingRatio: 1 });
    const half = await ddimInversion({ ...settings, encodingRatio: 0.5 });
    const rest = await ddimInversion({ ...settings, encodingRatio: 1, known: half.trajectory });
    expect(rest.trajectory).toEqual(whole.trajectory);
    expect([half.evaluations, rest.evaluations]).toEqual([4, 5]);
    expect((await ddimInversion({ ...settings, encodingRatio: 0.5, known: whole.trajectory })).trajectory).toEqual(half.trajectory);
  });
});

/** x⁰ … x^k upwards: eq. 2 of optimisation-based editing, with ᾱ one stride below each timestep. */
function climb(settings: StraightSettings, count: number, source: number[]): number[][] {
  const sampler: StraightSampler = straightSampler(settings);
  const timesteps = [...sampler.timesteps].reverse().slice(0, count);
  const ones = source.map(() => 1);
  const zeros = source.map(() => 0);
  const stride = Math.floor(1000 / settings.steps);
  const levels = [source];
  for (const timestep of timesteps) {
    const index = sampler.timesteps.indexOf(timestep);
    const [signal, noise] = [sampler.noised(ones, zeros, index)[0]!, sampler.noised(zeros, ones, index)[0]!];
    const below = timestep - stride;
    // A DDIM step from a timestep one stride higher ends at this level: read off its coefficients rather than trust a table twice.
    const [lowSignal, lowNoise] = below >= 0 ? levelAt(below) : settings.alphaToOne ? [1, 0] : levelAt(0);
    const x = levels.at(-1)!;
    const prediction = said(x, timestep, conditions.unconditional);
    levels.push(
      x.map((value, i) => {
        const p = prediction[i]!;
        const clean =
          settings.prediction === 'sample'
            ? p
            : settings.prediction === 'epsilon'
              ? (value - lowNoise * p) / lowSignal
              : lowSignal * value - lowNoise * p;
        const eps =
          settings.prediction === 'epsilon'
            ? p
            : settings.prediction === 'sample'
              ? (value - lowSignal * clean) / lowNoise
              : lowSignal * p + lowNoise * value;
        return signal * clean + noise * eps;
      }),
    );
  }
  return levels;
}

function levelAt(timestep: number): [number, number] {
  let product = 1;
  for (let i = 0; i <= timestep; i++) product *= 1 - (Math.sqrt(0.00085) + ((Math.sqrt(0.012) - Math.sqrt(0.00085)) * i) / 999) ** 2;
  return [Math.sqrt(product), Math.sqrt(1 - product)];
}
