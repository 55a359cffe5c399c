import type { ThresholdCurve } from '../../workers/protocol/recipe';
import { average, rootMeanSquare } from './measures';
import type { NodeStudio, SceneEdit } from './nodeStudio';
import { fadingAround, houseOf, rgbOf, risingMap } from './regions';
import type { Scene } from './scenes';
import type { Knobs, Trial, TrialResult } from './trial';
import { atTime } from './wording';

/** From the nearest to what is injected to the farthest, as the paper on exemplars orders them. */
const order = ['cubic', 'quadratic', 'linear', 'log'] as const satisfies readonly ThresholdCurve[];
/** Width of the band in which the scene melts into an exemplar, as a part of the scene's side. */
const bandPart = 40 / 128;

/** What is edited, and where the distance to the source is taken. */
type Setting = (scene: Scene, next: Scene) => { readonly edit: SceneEdit; readonly where: (pixel: number) => boolean } | null;

/**
 * How near the result stays to the injected source under each threshold curve: root mean square difference of the decoded
 * picture, 0…1. The figure is the least ratio between a curve's mean distance and that of the curve before it: above 1
 * where all are in order.
 */
async function curveTrial(
  studio: NodeStudio,
  scenes: readonly Scene[],
  knobs: Knobs,
  name: string,
  setting: Setting,
): Promise<readonly TrialResult[]> {
  const distances: number[][] = [];
  for (const [i, scene] of scenes.entries()) {
    const found = setting(scene, scenes[(i + 1) % scenes.length] ?? scene);
    if (!found) continue;
    const source = rgbOf(scene);
    const row: number[] = [];
    for (const thresholdCurve of order)
      row.push(rootMeanSquare((await studio.edit(scene, { ...knobs, ...found.edit, thresholdCurve })).decoded, source, found.where));
    distances.push(row);
  }
  const means = order.map((_, curve) => average(distances.map((row) => row[curve] ?? Number.NaN)));
  return [
    {
      name,
      value: leastRise(means),
      bar: 1.05,
      detail: order.map((curve, i) => `${curve} ${(means[i] ?? Number.NaN).toFixed(4)}`).join(' < '),
      scenes: distances.length,
      perScene: distances.map(leastRise),
    },
  ];
}

/** The least ratio of a value to the one before it. */
function leastRise(values: readonly number[]): number {
  return Math.min(...values.slice(1).map((value, i) => value / (values[i] ?? Number.NaN)));
}

/** Differential Diffusion under a map that rises from left to right, with a prompt that asks for a change everywhere. */
export const differentialCurves: Trial = (studio, scenes, knobs) =>
  curveTrial(studio, scenes, knobs, 'curves, differential: each next farther by', (scene) => ({
    edit: { prompt: atTime(scene.caption, 'night'), changeMap: risingMap(scene) },
    where: () => true,
  }));

/** PIXELS: the next scene's house is laid over the scene; in the band around it the scene is injected until later and later steps. */
export const exemplarCurves: Trial = (studio, scenes, knobs) =>
  curveTrial(studio, scenes, knobs, 'curves, exemplar blend: each next farther by', (scene, next) => {
    const house = houseOf(next);
    if (!house) return null;
    const { width, height } = scene;
    const changeMap = fadingAround(house, scene, bandPart * width);
    const picture = next.rgba.map((value, i) => (i % 4 === 3 ? (house.mask[i >> 2] ?? 0) : value));
    return {
      edit: { prompt: atTime(next.caption, 'night'), changeMap: new Uint8Array(width * height), exemplars: [{ picture, changeMap }] },
      where: (pixel) => (changeMap[pixel] ?? 0) > 0 && (changeMap[pixel] ?? 0) < 255,
    };
  });
