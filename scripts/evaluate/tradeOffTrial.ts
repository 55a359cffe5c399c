import { average, bestOverlap, rootMeanSquare } from './measures';
import type { NodeStudio, SceneEdit } from './nodeStudio';
import { houseOf, rgbOf } from './regions';
import type { Scene, SceneObject } from './scenes';
import type { Knobs, Trial, TrialResult } from './trial';
import { inColour } from './wording';

const ratios = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;
const contrast = { noises: 10, noiseStrength: 0.5, clampRatio: 3, threshold: 0.5 } as const;

/** DiffEdit, what it is without its map or its encoding, and SDEdit, all at one share of the steps. */
const contenders: Readonly<Record<string, (scene: Scene, ratio: number) => Partial<SceneEdit>>> = {
  DiffEdit: (scene, ratio) => ({ method: diffEdit(scene.caption, ratio, 'none') }),
  'without map': (scene, ratio) => ({ method: diffEdit(scene.caption, ratio, 'encode-decode') }),
  'without encoding': (scene, ratio) => ({ method: diffEdit(scene.caption, ratio, 'without-encoding') }),
  SDEdit: (_, ratio) => ({ method: { name: 'image-to-image' }, strength: ratio }),
};

const diffEdit = (referencePrompt: string | null, encodingRatio: number, ablation: 'none' | 'encode-decode' | 'without-encoding') =>
  ({ name: 'automatic-map', referencePrompt, encodingRatio, where: 'texts', ablation, ...contrast }) as const;

const otherColour = ({ colour }: SceneObject): string => (colour === 'blue' ? 'red' : 'blue');

/**
 * DiffEdit's trade-off (its figures 4 and 5): how often the house takes the new colour, by the judge's word, against how far the
 * picture moves from the source, for each share of the steps. The figure is by how much DiffEdit's success, less its distance,
 * is ahead of SDEdit's, averaged over the shares.
 */
export const tradeOffTrial: Trial = async (studio, scenes, knobs, tools) => {
  const judge = await tools.judge();
  const targets = scenes.flatMap((scene) => {
    const house = houseOf(scene);
    return house ? [{ scene, house }] : [];
  });
  const points = new Map<string, (readonly [distance: number, success: number])[]>();
  for (const [name, settings] of Object.entries(contenders)) {
    const own: (readonly [number, number])[] = [];
    for (const ratio of ratios) {
      const distances: number[] = [];
      const successes: number[] = [];
      for (const { scene, house } of targets) {
        const prompt = inColour(scene.caption, 'house', house.colour, otherColour(house));
        const { decoded } = await studio.edit(scene, { ...knobs, prompt, changeMap: null, ...settings(scene, ratio) });
        distances.push(rootMeanSquare(decoded, rgbOf(scene), (pixel) => house.mask[pixel] === 0));
        const { things } = await judge.look(decoded, scene);
        successes.push(things.find(({ kind }) => kind === 'house')?.colour === otherColour(house) ? 1 : 0);
      }
      own.push([average(distances), average(successes)]);
    }
    points.set(name, own);
  }
  const merit = (name: string): number[] => (points.get(name) ?? []).map(([distance, success]) => success - distance);
  const perRatio = merit('DiffEdit').map((value, i) => value - (merit('SDEdit')[i] ?? Number.NaN));
  return [
    {
      name: 'DiffEdit: success less distance, ahead of SDEdit by',
      value: average(perRatio),
      bar: null,
      wished: 0,
      detail: [...points]
        .map(([name, own]) => `${name} ${own.map(([d, s]) => `${s.toFixed(2)} at ${d.toFixed(3)}`).join(', ')}`)
        .join(' · '),
      scenes: targets.length,
      perScene: perRatio,
      plot: {
        title: `Success against distance, ${ratios.map((ratio) => `${ratio * 100} %`).join(', ')} of the steps`,
        x: 'distance to the source outside the house',
        y: 'share of houses that obey',
        series: [...points].map(([name, own]) => ({ name, points: own })),
      },
    },
    ...(await overlaps(studio, targets, knobs)),
  ];
};

/** How well the contrast meets the house with the caption as the reference text, and with none. */
async function overlaps(
  studio: NodeStudio,
  targets: readonly { scene: Scene; house: SceneObject }[],
  knobs: Knobs,
): Promise<readonly TrialResult[]> {
  const results: TrialResult[] = [];
  for (const withText of [true, false]) {
    const perScene: number[] = [];
    for (const { scene, house } of targets) {
      const prompt = inColour(scene.caption, 'house', house.colour, otherColour(house));
      const method = diffEdit(withText ? scene.caption : null, 0.5, 'none');
      const { automaticMap } = (await studio.edit(scene, { ...knobs, prompt, changeMap: null, method })).result;
      if (!automaticMap) throw new Error('The automatic map did not come with its result.');
      perScene.push(bestOverlap(automaticMap, house.mask, scene).overlap);
    }
    results.push({
      name: `DiffEdit: overlap ${withText ? 'with' : 'without'} a reference text`,
      value: average(perScene),
      bar: null,
      scenes: targets.length,
      perScene,
    });
  }
  return results;
}
