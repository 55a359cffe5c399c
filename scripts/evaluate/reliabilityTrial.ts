import { average, averageCurve, columnChange, trendCorrelation } from './measures';
import type { SceneEdit } from './nodeStudio';
import { rgbOf, risingMap } from './regions';
import type { Scene } from './scenes';
import type { Knobs, Plot, Trial, TrialResult } from './trial';
import { atTime } from './wording';

/** The paper cuts the map at one half for the methods that know two values only. */
const cut = 0.5;
const binary = (map: Uint8Array): Uint8Array => map.map((value) => (value >= cut * 255 ? 255 : 0));

interface Contender {
  readonly name: string;
  readonly edit: (map: Uint8Array) => Pick<SceneEdit, 'method' | 'changeMap'>;
}

const contenders: readonly Contender[] = [
  { name: 'Differential Diffusion', edit: (changeMap) => ({ changeMap }) },
  { name: 'Blended Latent Diffusion', edit: (changeMap) => ({ changeMap, method: { name: 'blended-inpaint', threshold: cut } }) },
  // What is kept is put in before each step, as inpainting without a model of its own does it.
  { name: 'inpainting, thresholded', edit: (changeMap) => ({ changeMap: binary(changeMap) }) },
];

/** The paper gives no prompt, and guidance then does nothing; "night" asks for a change everywhere, with guidance and without. */
const questions = ({ guidance }: Knobs): readonly { told: string; guidance: number; promptOf: (scene: Scene) => string }[] => [
  { told: 'no prompt', guidance: 1, promptOf: () => '' },
  { told: 'night, unguided', guidance: 1, promptOf: (scene) => atTime(scene.caption, 'night') },
  { told: 'night, guided', guidance, promptOf: (scene) => atTime(scene.caption, 'night') },
];

/**
 * The paper's reliability R: under a map that rises from left to right, how straight does the change of a column rise with its
 * place? The change under an all-change map is subtracted; curves are averaged over the scenes before they are correlated.
 */
export const reliabilityTrial: Trial = async (studio, scenes, knobs) => {
  /** One noise for all scenes would leave its own trend in their mean. */
  const seedOf = (scene: number): number => knobs.seed + scene;
  const results: TrialResult[] = [];
  for (const { told, guidance, promptOf } of questions(knobs)) {
    const full: number[][] = [];
    for (const [i, scene] of scenes.entries()) {
      const { decoded } = await studio.edit(scene, { ...knobs, seed: seedOf(i), guidance, prompt: promptOf(scene), changeMap: null });
      full.push(columnChange(decoded, rgbOf(scene), scene));
    }
    const found: { name: string; mean: number[]; perScene: number[] }[] = [];
    for (const { name, edit: settings } of contenders) {
      const curves: number[][] = [];
      for (const [i, scene] of scenes.entries()) {
        const { decoded } = await studio.edit(scene, {
          ...{ ...knobs, seed: seedOf(i), guidance, prompt: promptOf(scene) },
          ...settings(risingMap(scene)),
        });
        curves.push(columnChange(decoded, rgbOf(scene), scene).map((value, column) => value - (full[i]?.[column] ?? 0)));
      }
      found.push({ name, mean: averageCurve(curves), perScene: curves.map(trendCorrelation) });
    }
    const plot: Plot = {
      title: `Change of a column under a rising map, ${told}`,
      x: 'column, 0…1',
      y: 'change beyond that of the all-change map',
      series: found.map(({ name, mean }) => ({ name, points: mean.map((value, i) => [i / (mean.length - 1), value] as const) })),
    };
    const scores = found.map(({ mean }) => trendCorrelation(mean));
    found.forEach(({ name, perScene }, i) =>
      results.push({
        name: `R, ${told}: ${name}`,
        value: scores[i] ?? Number.NaN,
        bar: null,
        ...(i === 0 && { wished: 0.974, plot, detail: `mean of the scenes' own R ${average(perScene).toFixed(3)}` }),
        scenes: scenes.length,
        perScene,
      }),
    );
    const [own = Number.NaN, ...others] = scores;
    results.push({
      name: `R, ${told}: ahead of the better baseline by`,
      value: own - Math.max(...others),
      // On few scenes the means of unguided edits are noisy: told, not asked.
      ...(told === 'night, guided' ? { bar: 0 } : { bar: null, wished: 0 }),
      scenes: scenes.length,
      perScene: scenes.map(
        (_, i) => (found[0]?.perScene[i] ?? Number.NaN) - Math.max(found[1]?.perScene[i] ?? 0, found[2]?.perScene[i] ?? 0),
      ),
    });
  }
  return results;
};
