import { weighted } from '../latents/weighted';

const fl = Math.fround;

/** The variance-preserving coefficients of a σ: α = 1/√(σ² + 1), σ·α, and λ = ln α − ln(σ·α); +∞ at σ = 0. */
export interface SolverLevel {
  readonly signal: number;
  readonly noise: number;
  readonly logRatio: number;
}

export function solverLevel(sigma: number): SolverLevel {
  const signal = fl(1 / fl(Math.sqrt(fl(fl(sigma * sigma) + 1))));
  const noise = fl(sigma * signal);
  return { signal, noise, logRatio: fl(fl(Math.log(signal)) - fl(Math.log(noise))) };
}

export type SolverType = 'midpoint' | 'heun';

/** Data predictions newest first, with the levels at which they were made. */
interface Past {
  readonly originals: readonly Float32Array[];
  readonly levels: readonly SolverLevel[];
}

/**
 * One DPM-Solver++ update in terms of the clean prediction (Lu et al. 2022), of the order of the history given, 1 to 3.
 * @param stochastic a drawn tensor makes it the SDE variant (orders 1 and 2).
 */
export function dpmUpdate(latents: Float32Array, to: SolverLevel, past: Past, type: SolverType, stochastic: Float32Array | null): Float32Array {
  const [m0, m1, m2] = past.originals;
  const [s0, s1, s2] = past.levels;
  if (!m0 || !s0) throw new RangeError('DPM-Solver++ needs at least one prediction.');
  const h = fl(to.logRatio - s0.logRatio);
  const decay = stochastic ? 1 - Math.exp(-2 * h) : -(Math.exp(-h) - 1);
  const sample: Term = [stochastic ? (to.noise / s0.noise) * Math.exp(-h) : to.noise / s0.noise, latents];
  const terms: Term[] = [sample, [to.signal * decay, m0]];
  if (stochastic) terms.push([to.noise * Math.sqrt(1 - Math.exp(-2 * h)), stochastic]);
  if (!m1 || !s1) return weighted(...terms);

  const r0 = fl(s0.logRatio - s1.logRatio) / h;
  if (!m2 || !s2) {
    // D₁ = (m₀ − m₁)/r₀; the midpoint rule weighs it by half the decay.
    const slope = type === 'midpoint' ? 0.5 * to.signal * decay : to.signal * (stochastic ? decay / (-2 * h) + 1 : -decay / h + 1);
    return weighted(...merge(terms, m0, slope / r0), [-slope / r0, m1]);
  }
  const r1 = fl(s1.logRatio - s2.logRatio) / h;
  // D₁ = D₁₀ + r₀/(r₀+r₁)·(D₁₀ − D₁₁), D₂ = (D₁₀ − D₁₁)/(r₀+r₁), with D₁₀ = (m₀−m₁)/r₀ and D₁₁ = (m₁−m₂)/r₁.
  const first = to.signal * (-decay / h + 1);
  const second = -to.signal * ((-decay + h) / h ** 2 - 0.5);
  const onD10 = first * (1 + r0 / (r0 + r1)) + second / (r0 + r1);
  const onD11 = -first * (r0 / (r0 + r1)) - second / (r0 + r1);
  return weighted(...merge(terms, m0, onD10 / r0), [-onD10 / r0 + onD11 / r1, m1], [-onD11 / r1, m2]);
}

type Term = readonly [number, Float32Array];

function merge(terms: readonly Term[], values: Float32Array, extra: number): Term[] {
  return terms.map(([weight, own]) => [own === values ? weight + extra : weight, own] as const);
}
