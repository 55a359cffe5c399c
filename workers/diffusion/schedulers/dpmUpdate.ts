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
/** In terms of the noise or (++) of the clean prediction; as a flow or as an SDE. */
export type SolverAlgorithm = 'dpmsolver' | 'dpmsolver++' | 'sde-dpmsolver' | 'sde-dpmsolver++';

/** x' = sample·x + d0·D₀ + d1·D₁ + d2·D₂ + noise·ε, with the differences D of the predictions. */
interface SolverWeights {
  readonly sample: number;
  readonly d0: number;
  readonly d1: number;
  readonly d2: number;
  readonly noise: number;
}

/** What one step from the level `from` to the level `to` makes of its predictions (Lu et al. 2022); d1 and d2 in the Heun form. */
export function solverWeights(algorithm: SolverAlgorithm, from: SolverLevel, to: SolverLevel): SolverWeights {
  const h = fl(to.logRatio - from.logRatio);
  switch (algorithm) {
    case 'dpmsolver++': {
      const change = -Math.expm1(-h);
      return {
        sample: to.noise / from.noise,
        d0: to.signal * change,
        d1: to.signal * (-change / h + 1),
        d2: -to.signal * ((-change + h) / h ** 2 - 0.5),
        noise: 0,
      };
    }
    case 'sde-dpmsolver++': {
      const change = -Math.expm1(-2 * h);
      return {
        sample: (to.noise / from.noise) * Math.exp(-h),
        d0: to.signal * change,
        d1: to.signal * (change / (-2 * h) + 1),
        d2: to.signal * ((change - 2 * h) / (2 * h) ** 2 - 0.5),
        noise: to.noise * Math.sqrt(change),
      };
    }
    case 'dpmsolver':
    case 'sde-dpmsolver': {
      const growth = Math.expm1(h);
      const twice = algorithm === 'dpmsolver' ? 1 : 2;
      return {
        sample: to.signal / from.signal,
        d0: -twice * to.noise * growth,
        d1: -twice * to.noise * (growth / h - 1),
        d2: -to.noise * ((growth - h) / h ** 2 - 0.5),
        noise: twice === 1 ? 0 : to.noise * Math.sqrt(Math.expm1(2 * h)),
      };
    }
  }
}

/** A weight for each prediction. */
type Weights = readonly number[];

/**
 * Predictions' weights of a multi-step update: newest first, all at earlier levels than the step's own. @param ratios λ₀−λ₁ and
 * λ₁−λ₂, in units of h.
 */
export function multistepWeights({ d0, d1, d2 }: SolverWeights, type: SolverType, ratios: readonly number[]): Weights {
  const [r0, r1] = ratios;
  if (r0 === undefined) return [d0];
  if (r1 === undefined) {
    const slope = type === 'midpoint' ? d0 / 2 : d1;
    return [d0 + slope / r0, -slope / r0];
  }
  // D₁ = D₁₀ + r₀/(r₀+r₁)·(D₁₀ − D₁₁), D₂ = (D₁₀ − D₁₁)/(r₀+r₁), with D₁₀ = (m₀−m₁)/r₀ and D₁₁ = (m₁−m₂)/r₁.
  const onD10 = d1 * (1 + r0 / (r0 + r1)) + d2 / (r0 + r1);
  const onD11 = -d1 * (r0 / (r0 + r1)) - d2 / (r0 + r1);
  return [d0 + onD10 / r0, -onD10 / r0 + onD11 / r1, -onD11 / r1];
}

/**
 * Predictions' weights of a single-step update, newest first, the last made at the step's own start. @param ratios distances of the
 * others from there, in units of h.
 */
export function singlestepWeights({ d0, d1, d2 }: SolverWeights, type: SolverType, ratios: readonly number[]): Weights {
  const [r0, r1] = ratios;
  if (r0 === undefined) return [d0];
  if (r1 === undefined) {
    const slope = type === 'midpoint' ? d0 / 2 : d1;
    return [slope / r0, d0 - slope / r0];
  }
  if (type === 'midpoint') return [d1 / r0, 0, d0 - d1 / r0];
  // D₁ = (r₀·D₁₀ − r₁·D₁₁)/(r₀ − r₁), D₂ = 2(D₁₁ − D₁₀)/(r₀ − r₁), with D₁₀ = (m₁−m₂)/r₁ and D₁₁ = (m₀−m₂)/r₀.
  const onD10 = (d1 * r0 - 2 * d2) / (r0 - r1);
  const onD11 = (-d1 * r1 + 2 * d2) / (r0 - r1);
  return [onD11 / r0, onD10 / r1, d0 - onD10 / r1 - onD11 / r0];
}
