import type { MethodSettings } from '../../workers/protocol/recipe';
import { average, bestOverlap, rootMeanSquare } from './measures';
import { houseOf, rgbOf } from './regions';
import type { Trial, TrialResult } from './trial';
import { inColour } from './wording';

/** The same for all scenes: the paper's ten noises at half of the noise, with the source's caption as the reference text. */
const settings = {
  name: 'automatic-map',
  noises: 10,
  noiseStrength: 0.5,
  clampRatio: 3,
  threshold: 0.4,
  encodingRatio: 0.8,
  where: 'texts',
  ablation: 'none',
} as const satisfies Partial<MethodSettings>;

/**
 * A house in another colour, found and edited by DiffEdit: how well the contrast map meets the house (intersection over
 * union at the best threshold, against the outline that drew it), and how much nearer to the source all outside the map
 * stays than with image-to-image at the same strength (distances of decoded pictures, before anything is pasted back).
 */
export const diffEditTrial: Trial = async (studio, scenes, knobs) => {
  const overlaps: number[] = [];
  const thresholds: number[] = [];
  const [kept, plain]: [number[], number[]] = [[], []];
  for (const scene of scenes) {
    const house = houseOf(scene);
    if (!house) continue;
    const edit = {
      ...knobs,
      prompt: inColour(scene.caption, 'house', house.colour, house.colour === 'blue' ? 'red' : 'blue'),
      changeMap: null,
    };
    const found = await studio.edit(scene, { ...edit, method: { ...settings, referencePrompt: scene.caption } });
    const sdEdit = await studio.edit(scene, { ...edit, method: { name: 'image-to-image' }, strength: settings.encodingRatio });
    const { automaticMap } = found.result;
    if (!automaticMap) throw new Error('The automatic map did not come with its result.');
    const best = bestOverlap(automaticMap, house.mask, scene);
    overlaps.push(best.overlap);
    thresholds.push(best.threshold);
    const { coverage } = found.result;
    const source = rgbOf(scene);
    const outside = (pixel: number): boolean => coverage[pixel] === 0;
    kept.push(rootMeanSquare(found.decoded, source, outside));
    plain.push(rootMeanSquare(sdEdit.decoded, source, outside));
  }
  const shared = { scenes: overlaps.length };
  const results: TrialResult[] = [
    {
      ...shared,
      name: 'DiffEdit: overlap of contrast and house',
      value: average(overlaps),
      bar: 0.5,
      perScene: overlaps,
      detail: `at ${percent(settings.noiseStrength)} noise; best threshold ${average(thresholds).toFixed(2)} on average`,
    },
    {
      ...shared,
      name: 'DiffEdit: outside nearer than SDEdit by',
      value: average(plain) / average(kept),
      bar: 3,
      perScene: plain.map((distance, i) => distance / (kept[i] ?? Number.NaN)),
      detail: `DiffEdit ${average(kept).toFixed(4)}, SDEdit ${average(plain).toFixed(4)}`,
    },
  ];
  return results;
};

const percent = (part: number): string => `${Math.round(part * 100)} %`;
