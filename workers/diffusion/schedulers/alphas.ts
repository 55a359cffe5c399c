import type { CommonSettings } from './settings';

const fl = Math.fround;

/**
 * ᾱ for each training timestep, to the last bit what torch computes in float32.
 *
 * torch's linspace walks from both ends with fused multiply-adds, and its cumulative product is kept in float64 and
 * rounded on each output; both are reproduced here, since errors of ᾱ are amplified where it is near 0.
 */
export function cumulativeAlphas(settings: CommonSettings): Float32Array {
  const betas = settings.zeroTerminalSnr ? withZeroTerminalSnr(betasOf(settings)) : betasOf(settings);
  return cumulativeProduct(betas.map((beta) => 1 - beta));
}

function betasOf(settings: CommonSettings): Float32Array {
  const { trainTimesteps: count, betaStart, betaEnd } = settings;
  if (settings.trainedBetas) return Float32Array.from(settings.trainedBetas);
  if (settings.betaSchedule === 'linear') return linspace(betaStart, betaEnd, count);
  if (settings.betaSchedule === 'scaled_linear')
    return linspace(Math.sqrt(betaStart), Math.sqrt(betaEnd), count).map((root) => root * root);
  return Float32Array.from({ length: count }, (_, i) => Math.min(1 - cosineAlpha((i + 1) / count) / cosineAlpha(i / count), 0.999));
}

function cosineAlpha(time: number): number {
  return Math.cos((((time + 0.008) / 1.008) * Math.PI) / 2) ** 2;
}

/**
 * `torch.linspace` in float32. Each product of two float32 values is exact in float64, so one `fround` is one fused rounding up
 * to a rare tie.
 */
function linspace(from: number, to: number, count: number): Float32Array {
  const start = fl(from);
  const end = fl(to);
  if (count === 1) return Float32Array.of(start);
  const step = fl(fl(end - start) / fl(count - 1));
  return Float32Array.from({ length: count }, (_, i) => (i < Math.floor(count / 2) ? step * i + start : -step * (count - 1 - i) + end));
}

function cumulativeProduct(alphas: Float32Array): Float32Array {
  let product = 1;
  return alphas.map((alpha) => (product *= alpha));
}

/** Shifts and scales √ᾱ so that the last timestep is pure noise (Lin et al., algorithm 1), with float32 arithmetic throughout. */
function withZeroTerminalSnr(betas: Float32Array): Float32Array {
  const roots = cumulativeProduct(betas.map((beta) => 1 - beta)).map(Math.sqrt);
  const first = roots[0] ?? 1;
  const last = roots[roots.length - 1] ?? 0;
  const factor = fl(first / fl(first - last));
  const bars = roots.map((root) => fl(fl(root - last) * factor) ** 2);
  return bars.map((bar, i) => 1 - fl(i === 0 ? bar : bar / (bars[i - 1] as number)));
}
