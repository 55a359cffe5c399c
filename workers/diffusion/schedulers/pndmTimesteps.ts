import { spacedTimesteps } from './alphaScheduler';
import type { CommonSettings } from './settings';

/** PNDM's list: longer than the step count, since the start takes several evaluations. */
export function pndmTimesteps(
  common: CommonSettings,
  skipsRungeKutta: boolean,
  steps: number,
): { list: readonly number[]; rungeKuttaCount: number } {
  const plain = spacedTimesteps(common, steps);
  if (skipsRungeKutta) {
    // The second entry is visited twice: once to correct the first step, once on its own behalf.
    const list = [...plain.slice(0, 1), ...plain.slice(1, 2), ...plain.slice(1)];
    return { list, rungeKuttaCount: 0 };
  }
  const half = Math.floor(Math.floor(common.trainTimesteps / steps) / 2);
  // Four Runge–Kutta steps over the highest timesteps, ascending pairs (t, t + half); each but the ends is evaluated twice.
  const pairs = plain
    .slice(0, 4)
    .reverse()
    .flatMap((timestep) => [timestep, timestep + half]);
  const doubled = pairs.slice(0, -1).flatMap((timestep) => [timestep, timestep]);
  const rungeKutta = doubled.slice(1, -1).reverse();
  return { list: [...rungeKutta, ...plain.slice(3)], rungeKuttaCount: rungeKutta.length };
}
