import { average, rootMeanSquare } from './measures';
import { around, houseOf, rgbOf } from './regions';
import type { Trial } from './trial';
import { inColour } from './wording';

/** λ: 0 follows the guidance image, 1 preserves the source. */
const balances = [0, 0.25, 0.5, 0.75, 1] as const;
/** The paper's: one Adam step of 0.1 in the first 15 of its 25 steps. */
const updatePart = 0.6;
const knobsOfPaper = { gradientSteps: 1, learningRate: 0.1, guidanceImage: null, refinement: null, layoutMask: null } as const;

/**
 * Optimisation-based editing: with rising λ all outside the map comes nearer to the source. The figure is the least ratio
 * between the mean distance at one λ and at the next: above 1 where it falls all the way.
 */
export const balanceTrial: Trial = async (studio, scenes, { steps, guidance, seed }) => {
  const distances: number[][] = [];
  for (const scene of scenes) {
    const house = houseOf(scene);
    if (!house) continue;
    const prompt = inColour(scene.caption, 'house', house.colour, house.colour === 'blue' ? 'red' : 'blue');
    const changeMap = around(house, scene.width);
    const source = rgbOf(scene);
    const row: number[] = [];
    for (const balance of balances) {
      const method = { name: 'guided-optimisation', balance, updateSteps: Math.round(updatePart * steps), ...knobsOfPaper } as const;
      const { decoded } = await studio.edit(scene, { steps, guidance, seed, prompt, changeMap, method });
      row.push(rootMeanSquare(decoded, source, (pixel) => changeMap[pixel] === 0));
    }
    distances.push(row);
  }
  const means = balances.map((_, i) => average(distances.map((row) => row[i] ?? Number.NaN)));
  return [{
    name: 'optimisation: outside nearer with each λ by',
    value: leastFall(means),
    bar: 1,
    detail: balances.map((balance, i) => `λ ${balance} ${(means[i] ?? Number.NaN).toFixed(4)}`).join(' > '),
    scenes: distances.length,
    perScene: distances.map(leastFall),
  }];
};

/** The least ratio of a value to the one after it. */
function leastFall(values: readonly number[]): number {
  return Math.min(...values.slice(1).map((value, i) => (values[i] ?? Number.NaN) / value));
}
