import { guidedOfPaper } from './guidedOfPaper';
import { average, rootMeanSquare } from './measures';
import { around, houseOf, rgbOf } from './regions';
import type { Trial, TrialResult } from './trial';
import { inColour } from './wording';

/** λ: 0 follows the guidance image, 1 preserves the source. */
const balances = [0, 0.3, 0.6, 0.8, 1] as const;
/** The one that the paper recommends. */
const recommended = balances.indexOf(0.6);
/** The paper's: one Adam step of 0.1 in the first 15 of its 25 steps. */
const updatePart = 0.6;

/**
 * Optimisation-based editing: preservation alone (λ = 1) leaves all outside the map nearer to the source than guidance alone (λ = 0).
 * The first figure is the ratio of the two distances. The second, told only, is the least ratio between the distance at one λ and at the
 * next: it need not be above 1, since one Adam step moves each value by the learning rate whatever the gradient's size. λ only decides
 * its direction, and past the recommended one the distance stands within a few hundredths, where steps of 0.1 overshoot the source. The
 * third is by how much the recommended λ is ahead of both ends on success (the judge sees the new colour) times preservation (1 less
 * the distance).
 */
export const balanceTrial: Trial = async (studio, scenes, { steps, guidance, seed }, tools) => {
  const judge = await tools.judge();
  const distances: number[][] = [];
  const successes: number[][] = [];
  for (const scene of scenes) {
    const house = houseOf(scene);
    if (!house) continue;
    const wanted = house.colour === 'blue' ? 'red' : 'blue';
    const prompt = inColour(scene.caption, 'house', house.colour, wanted);
    const changeMap = around(house, scene.width);
    const source = rgbOf(scene);
    const row: number[] = [];
    const obeyed: number[] = [];
    for (const balance of balances) {
      const method = { ...guidedOfPaper, balance, updateSteps: Math.round(updatePart * steps) };
      const { decoded } = await studio.edit(scene, { steps, guidance, seed, prompt, changeMap, method });
      row.push(rootMeanSquare(decoded, source, (pixel) => changeMap[pixel] === 0));
      const { things } = await judge.look(decoded, scene);
      obeyed.push(things.find(({ kind }) => kind === 'house')?.colour === wanted ? 1 : 0);
    }
    distances.push(row);
    successes.push(obeyed);
  }
  const means = balances.map((_, i) => average(distances.map((row) => row[i] ?? Number.NaN)));
  return [
    {
      name: 'optimisation: outside at λ 0 farther than at 1',
      value: endsRatio(means),
      bar: 1,
      scenes: distances.length,
      perScene: distances.map(endsRatio),
    },
    {
      name: 'optimisation: outside nearer with each λ by',
      value: leastFall(means),
      bar: null,
      detail: balances.map((balance, i) => `λ ${balance} ${(means[i] ?? Number.NaN).toFixed(4)}`).join(' > '),
      scenes: distances.length,
      perScene: distances.map(leastFall),
    },
    recommendation(distances, successes),
  ];
};

function recommendation(distances: readonly (readonly number[])[], successes: readonly (readonly number[])[]): TrialResult {
  const share = balances.map((_, i) => average(successes.map((row) => row[i] ?? Number.NaN)));
  const kept = balances.map((_, i) => 1 - average(distances.map((row) => row[i] ?? Number.NaN)));
  const merit = share.map((value, i) => value * (kept[i] ?? Number.NaN));
  const ahead = (row: readonly number[]): number => (row[recommended] ?? Number.NaN) - Math.max(row[0] ?? 0, row.at(-1) ?? 0);
  return {
    name: 'optimisation: λ 0.6 ahead of both ends by',
    value: ahead(merit),
    bar: null,
    wished: 0,
    detail: balances.map((balance, i) => `λ ${balance} ${share[i]?.toFixed(2)} × ${kept[i]?.toFixed(3)}`).join(', '),
    scenes: successes.length,
    perScene: successes.map((row, at) => ahead(row.map((value, i) => value * (1 - (distances[at]?.[i] ?? Number.NaN))))),
    plot: {
      title: 'Success and preservation over λ',
      x: 'λ',
      y: 'share',
      series: [
        { name: 'the judge sees the new colour', points: balances.map((balance, i) => [balance, share[i] ?? Number.NaN]) },
        { name: '1 less the distance outside', points: balances.map((balance, i) => [balance, kept[i] ?? Number.NaN]) },
      ],
    },
  };
}

/** The first value in parts of the last. */
const endsRatio = (values: readonly number[]): number => (values[0] ?? Number.NaN) / (values.at(-1) ?? Number.NaN);

/** The least ratio of a value to the one after it. */
function leastFall(values: readonly number[]): number {
  return Math.min(...values.slice(1).map((value, i) => (values[i] ?? Number.NaN) / value));
}
