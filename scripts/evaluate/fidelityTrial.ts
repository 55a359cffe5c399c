import type { ThresholdCurve } from '../../workers/protocol/recipe';
import { average, rootMeanSquare } from './measures';
import { fadingAround, houseOf, rgbOf } from './regions';
import type { Trial } from './trial';
import { atTime } from './wording';

const curves = ['cubic', 'quadratic', 'linear', 'sigmoid', 'log'] as const satisfies readonly ThresholdCurve[];
const bandPart = 40 / 128;

/**
 * The second paper's balance: for each threshold curve, how like the exemplar its part of the picture stays (1 less the root mean
 * square difference) and how much like a scene of the world the whole looks (the judge's certainty). The figure is the least gain
 * in fidelity from cubic to quadratic, linear and log, in this order: above 0 where they are ordered as published.
 */
export const fidelityTrial: Trial = async (studio, scenes, knobs, tools) => {
  const judge = await tools.judge();
  const found: { fidelity: number[]; certainty: number[] }[] = curves.map(() => ({ fidelity: [], certainty: [] }));
  for (const [i, scene] of scenes.entries()) {
    const next = scenes[(i + 1) % scenes.length] ?? scene;
    const house = houseOf(next);
    if (!house) continue;
    const changeMap = fadingAround(house, scene, bandPart * scene.width);
    const picture = next.rgba.map((value, at) => (at % 4 === 3 ? (house.mask[at >> 2] ?? 0) : value));
    for (const [at, thresholdCurve] of curves.entries()) {
      const { decoded } = await studio.edit(scene, {
        ...knobs,
        thresholdCurve,
        prompt: atTime(next.caption, 'day'),
        changeMap: new Uint8Array(changeMap.length),
        exemplars: [{ picture, changeMap: changeMap.map((value) => Math.round(value * 0.7)) }],
      });
      found[at]?.fidelity.push(1 - rootMeanSquare(decoded, rgbOf(next), (pixel) => (house.mask[pixel] ?? 0) > 127));
      found[at]?.certainty.push((await judge.look(decoded, scene)).certainty);
    }
  }
  const points = found.map(({ fidelity, certainty }) => [average(fidelity), average(certainty)] as const);
  const ordered = curves.flatMap((name, i) => (name === 'sigmoid' ? [] : [found[i]?.fidelity ?? []]));
  const gaps = ordered.slice(1).map((later, i) => average(later) - average(ordered[i] ?? []));
  return [
    {
      name: 'curves: least gain in fidelity, in order',
      value: Math.min(...gaps),
      bar: null,
      wished: 0,
      detail: curves.map((name, i) => `${name} ${points[i]?.map((value) => value.toFixed(3)).join(' / ')}`).join(' · '),
      scenes: ordered[0]?.length ?? 0,
      perScene: gaps,
      plot: {
        title: 'Fidelity to the exemplar and realism under the threshold curves',
        x: 'fidelity, 1 = the exemplar itself',
        y: 'certainty of the judge',
        series: curves.map((name, i) => ({ name, points: points[i] ? [points[i]] : [] })),
      },
    },
  ];
};
