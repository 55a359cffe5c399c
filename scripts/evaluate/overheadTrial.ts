import { average } from './measures';
import type { SceneEdit } from './nodeStudio';
import { risingMap } from './regions';
import type { Scene } from './scenes';
import type { Trial, TrialResult } from './trial';

const methods: Readonly<Record<string, (scene: Scene) => Partial<SceneEdit>>> = {
  'Differential Diffusion': (scene) => ({ changeMap: risingMap(scene) }),
  'Blended Latent Diffusion': (scene) => ({ changeMap: risingMap(scene), method: { name: 'blended-inpaint', threshold: 0.5 } }),
  'exemplar blend': (scene) => ({ changeMap: risingMap(scene), exemplars: [{ picture: scene.rgba, changeMap: risingMap(scene) }] }),
};
/** Times are noisy: pairs are measured one after the other, and the median of their ratios counts. */
const rounds = 3;

/** Seconds of a whole edit against image-to-image with as many evaluations, as a ratio. */
export const overheadTrial: Trial = async (studio, scenes, knobs) => {
  const results: TrialResult[] = [];
  // A seed of its own for each run: nothing may be taken over from a run before.
  let seed = 1000 * knobs.seed;
  for (const [name, settings] of Object.entries(methods)) {
    const ratios: number[] = [];
    for (const scene of scenes.slice(0, rounds)) {
      const edit = { ...knobs, prompt: scene.caption, changeMap: null };
      const plain = await studio.edit(scene, { ...edit, seed: (seed += 1), method: { name: 'image-to-image' } });
      const own = await studio.edit(scene, { ...edit, ...settings(scene), seed: (seed += 1) });
      const perEvaluation = ({ seconds, evaluations }: typeof own.result): number => seconds / evaluations.done;
      ratios.push(perEvaluation(own.result) / perEvaluation(plain.result));
    }
    const sorted = ratios.toSorted((one, other) => one - other);
    results.push({
      name: `overhead an evaluation: ${name}`,
      value: sorted[Math.floor(sorted.length / 2)] ?? average(ratios),
      bar: null,
      detail: 'seconds an evaluation against image-to-image; 1 = no overhead',
      scenes: ratios.length,
      perScene: ratios,
    });
  }
  return results;
};
