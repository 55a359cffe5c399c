/*
 * The published samplers written once more, straight down in float64 and without any of the engine's code: what the engine's
 * schedulers and loops are held against in tests, for settings that no published number covers.
 */

export interface StraightSettings {
  readonly name:
    | 'DDIMScheduler'
    | 'PNDMScheduler'
    | 'EulerDiscreteScheduler'
    | 'EulerAncestralDiscreteScheduler'
    | 'DPMSolverMultistepScheduler'
    | 'LCMScheduler';
  readonly prediction: 'epsilon' | 'v_prediction' | 'sample';
  readonly spacing: 'leading' | 'trailing' | 'linspace';
  readonly steps: number;
  readonly offset: number;
  readonly karras: boolean;
  readonly finalSigma: 'zero' | 'sigma_min';
  readonly alphaToOne: boolean;
  /** Where the class fits its steps to it; else 1. */
  readonly strength?: number;
}

type Values = readonly number[];

/** One level of the schedule, in the scale in which the class keeps its latents: clean·signal + ε·noise. */
interface Level {
  readonly timestep: number;
  readonly signal: number;
  readonly noise: number;
}

/** A sampler's levels and its update; `state` is whatever it remembers. */
export interface StraightSampler {
  readonly timesteps: Values;
  readonly draws: (index: number) => boolean;
  readonly noised: (clean: Values, noise: Values, index: number) => number[];
  readonly input: (x: Values, index: number) => number[];
  readonly step: (prediction: Values, x: Values, index: number, drawn: Values) => number[];
}

const roots = [Math.sqrt(0.00085), Math.sqrt(0.012)] as const;

/** ᾱ of Stable Diffusion's scaled linear betas. */
function cumulative(): number[] {
  let product = 1;
  return Array.from({ length: 1000 }, (_, i) => (product *= 1 - (roots[0] + ((roots[1] - roots[0]) * i) / 999) ** 2));
}

const abar = cumulative();
const at = (list: Values, i: number): number => list[i] ?? Number.NaN;
const alphaAt = (t: number): number => at(abar, t);
const sigmaOf = (a: number): number => Math.sqrt((1 - a) / a);
const zip = (a: Values, b: Values, f: (a: number, b: number) => number): number[] => a.map((value, i) => f(value, at(b, i)));

function evenRound(value: number): number {
  return Math.abs(value % 1) === 0.5 ? 2 * Math.round(value / 2) : Math.round(value);
}

function sigmaBetween(t: number): number {
  const low = Math.min(Math.floor(t), 998);
  const [from, to] = [sigmaOf(alphaAt(low)), sigmaOf(alphaAt(low + 1))];
  return from + (t - low) * (to - from);
}

function timestepOf(sigma: number): number {
  let low = 0;
  while (low < 998 && sigmaOf(alphaAt(low + 1)) <= sigma) low += 1;
  const [from, to] = [Math.log(sigmaOf(alphaAt(low))), Math.log(sigmaOf(alphaAt(low + 1)))];
  return low + Math.min(1, Math.max(0, (Math.log(sigma) - from) / (to - from)));
}

function spaced({ name, spacing, steps, offset, strength = 1 }: StraightSettings): number[] {
  const solver = name === 'DPMSolverMultistepScheduler';
  const left = Math.floor(50 * strength);
  if (name === 'LCMScheduler') return Array.from({ length: steps }, (_, i) => 20 * (left - Math.floor((left / steps) * i)) - 1);
  if (spacing === 'trailing') return Array.from({ length: steps }, (_, j) => evenRound(1000 - (j * 1000) / steps) - 1);
  const parts = solver ? steps + 1 : steps;
  const kept = Array.from({ length: steps }, (_, j) => parts - 1 - j);
  if (spacing === 'leading') return kept.map((k) => k * Math.floor(1000 / parts) + offset);
  const rounded = name.startsWith('Euler') ? (t: number) => t : evenRound;
  return kept.map((k) => (parts === 1 ? 0 : rounded((999 * k) / (parts - 1))));
}

function karrasOf(from: number, to: number, steps: number): number[] {
  return Array.from(
    { length: steps },
    (_, i) => (from ** (1 / 7) + (steps === 1 ? 0 : i / (steps - 1)) * (to ** (1 / 7) - from ** (1 / 7))) ** 7,
  );
}

/** Clean latents from what the model says at x = signal·x₀ + noise·ε, both of unit total. */
function cleanOf(type: StraightSettings['prediction'], said: number, x: number, signal: number, noise: number): number {
  if (type === 'sample') return said;
  return type === 'epsilon' ? (x - noise * said) / signal : signal * x - noise * said;
}

export function straightSampler(settings: StraightSettings): StraightSampler {
  switch (settings.name) {
    case 'DDIMScheduler':
      return ddim(settings);
    case 'PNDMScheduler':
      return pndm(settings);
    case 'LCMScheduler':
      return lcm(settings);
    case 'DPMSolverMultistepScheduler':
      return dpm(settings);
    default:
      return euler(settings);
  }
}

const preserving = (timesteps: Values, levels: readonly Level[]): Pick<StraightSampler, 'timesteps' | 'noised' | 'input'> => ({
  timesteps,
  noised: (clean, noise, i) => zip(clean, noise, (c, n) => (levels[i]?.signal ?? 0) * c + (levels[i]?.noise ?? 0) * n),
  input: (x) => [...x],
});

const levelOf = (timestep: number, a: number): Level => ({ timestep, signal: Math.sqrt(a), noise: Math.sqrt(1 - a) });

function ddim(settings: StraightSettings): StraightSampler {
  const timesteps = spaced(settings);
  const final = settings.alphaToOne ? 1 : alphaAt(0);
  const levels = timesteps.map((t) => levelOf(t, alphaAt(t)));
  return {
    ...preserving(timesteps, levels),
    draws: () => false,
    step: (said, x, i) => {
      const { timestep, signal, noise } = levels[i] as Level;
      const below = timestep - Math.floor(1000 / settings.steps);
      const next = levelOf(below, below >= 0 ? alphaAt(below) : final);
      return zip(x, said, (value, p) => {
        const clean = cleanOf(settings.prediction, p, value, signal, noise);
        return next.signal * clean + next.noise * ((value - signal * clean) / noise);
      });
    },
  };
}

function lcm(settings: StraightSettings): StraightSampler {
  const timesteps = spaced(settings);
  const levels = timesteps.map((t) => levelOf(t, alphaAt(t)));
  return {
    ...preserving(timesteps, levels),
    draws: (i) => i < timesteps.length - 1,
    step: (said, x, i, drawn) => {
      const { timestep, signal, noise } = levels[i] as Level;
      const s = 10 * timestep;
      const jumped = zip(
        x,
        said,
        (value, p) =>
          (s / Math.sqrt(s * s + 0.25)) * cleanOf(settings.prediction, p, value, signal, noise) + (0.25 / (s * s + 0.25)) * value,
      );
      const next = levels[i + 1];
      return next ? zip(jumped, drawn, (value, n) => next.signal * value + next.noise * n) : jumped;
    },
  };
}

function euler(settings: StraightSettings): StraightSampler {
  let timesteps = spaced(settings);
  let sigmas = timesteps.map(sigmaBetween);
  if (settings.karras) {
    sigmas = karrasOf(at(sigmas, 0), at(sigmas, sigmas.length - 1), settings.steps);
    timesteps = sigmas.map(timestepOf);
  }
  const ancestral = settings.name === 'EulerAncestralDiscreteScheduler';
  sigmas.push(!ancestral && settings.finalSigma === 'sigma_min' ? sigmaOf(alphaAt(0)) : 0);
  return {
    timesteps,
    draws: () => ancestral,
    noised: (clean, noise, i) => zip(clean, noise, (c, n) => c + at(sigmas, i) * n),
    input: (x, i) => x.map((value) => value / Math.sqrt(at(sigmas, i) ** 2 + 1)),
    step: (said, x, i, drawn) => {
      const [sigma, next] = [at(sigmas, i), at(sigmas, i + 1)];
      const up = ancestral ? Math.sqrt((next ** 2 * (sigma ** 2 - next ** 2)) / sigma ** 2) : 0;
      const down = Math.sqrt(next ** 2 - up ** 2);
      const scale = Math.sqrt(sigma ** 2 + 1);
      return x.map((value, k) => {
        const clean = cleanOf(settings.prediction, at(said, k), value / scale, 1 / scale, sigma / scale);
        return value + ((value - clean) / sigma) * (down - sigma) + up * (drawn[k] ?? 0);
      });
    },
  };
}

function dpm(settings: StraightSettings): StraightSampler {
  let timesteps = spaced(settings);
  let sigmas = timesteps.map((t) => sigmaOf(alphaAt(t)));
  if (settings.karras) {
    sigmas = karrasOf(sigmaOf(alphaAt(999)), sigmaOf(alphaAt(0)), settings.steps);
    timesteps = sigmas.map((sigma) => evenRound(timestepOf(sigma)));
  }
  sigmas.push(settings.finalSigma === 'sigma_min' ? sigmaOf(alphaAt(0)) : 0);
  const levels = sigmas.map((sigma, i) => levelOf(timesteps[i] ?? 0, 1 / (sigma ** 2 + 1)));
  const lambda = (level: Level): number => Math.log(level.signal) - Math.log(level.noise);
  let before: Values | null = null;
  const count = timesteps.length;
  return {
    ...preserving(timesteps, levels),
    draws: () => false,
    step: (said, x, i) => {
      const [here, next, last] = [levels[i] as Level, levels[i + 1] as Level, levels[i - 1]];
      const clean = zip(x, said, (value, p) => cleanOf(settings.prediction, p, value, here.signal, here.noise));
      const h = lambda(next) - lambda(here);
      const decay = 1 - Math.exp(-h);
      const firstOrder = !before || !last || (i === count - 1 && (count < 15 || settings.finalSigma === 'zero'));
      const r = last ? (lambda(here) - lambda(last)) / h : 1;
      const past = before;
      before = clean;
      return x.map(
        (value, k) =>
          (next.noise / here.noise) * value +
          next.signal * decay * (at(clean, k) + (firstOrder ? 0 : (0.5 * (at(clean, k) - at(past ?? clean, k))) / r)),
      );
    },
  };
}

/** The linear multi-step rule alone, as `skip_prk_steps` has it. */
function pndm(settings: StraightSettings): StraightSampler {
  const plain = spaced(settings);
  const timesteps = plain.length > 1 ? [at(plain, 0), at(plain, 1), ...plain.slice(1)] : plain;
  const stride = Math.floor(1000 / settings.steps);
  const final = settings.alphaToOne ? 1 : alphaAt(0);
  const weights: readonly Values[] = [[1], [1.5, -0.5], [23 / 12, -16 / 12, 5 / 12], [55 / 24, -59 / 24, 37 / 24, -9 / 24]];
  let past: Values[] = [];
  let calls = 0;
  let start: Values = [];
  return {
    ...preserving(
      timesteps,
      timesteps.map((t) => levelOf(t, alphaAt(t))),
    ),
    draws: () => false,
    step: (said, x, i) => {
      const t = at(timesteps, i);
      const corrects = calls === 1;
      const [from, to] = corrects ? [t + stride, t] : [t, t - stride];
      let estimate: Values;
      if (corrects) estimate = zip(said, past[0] ?? said, (a, b) => (a + b) / 2);
      else {
        past = [said, ...past].slice(0, 4);
        estimate = said.map((_, k) => past.reduce((sum, values, j) => sum + at(weights[past.length - 1] ?? [], j) * at(values, k), 0));
      }
      if (calls === 0) start = x;
      const base = corrects ? start : x;
      calls += 1;
      const a = alphaAt(from);
      const b = to >= 0 ? alphaAt(to) : final;
      return zip(base, estimate, (value, e) => {
        const noise = settings.prediction === 'v_prediction' ? Math.sqrt(a) * e + Math.sqrt(1 - a) * value : e;
        return Math.sqrt(b / a) * value - ((b - a) * noise) / (a * Math.sqrt(1 - b) + Math.sqrt(a * (1 - a) * b));
      });
    },
  };
}
