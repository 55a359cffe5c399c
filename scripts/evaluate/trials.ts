import { balanceTrial } from './balanceTrial';
import { differentialCurves, exemplarCurves } from './curveTrials';
import { detailTrial } from './detailTrial';
import { diffEditTrial } from './diffEditTrial';
import { fidelityTrial } from './fidelityTrial';
import { average, averageCurve, columnChange, meanColour, meanLuminance, trendCorrelation } from './measures';
import { guideTrial } from './guideTrial';
import { mountainTrial } from './mountainTrial';
import type { NodeStudio } from './nodeStudio';
import { overheadTrial } from './overheadTrial';
import { poseTrial } from './poseTrial';
import { recognitionTrial } from './recognitionTrial';
import { around, houseOf, rgbOf, risingMap } from './regions';
import { reliabilityTrial } from './reliabilityTrial';
import type { Scene } from './scenes';
import { tradeOffTrial } from './tradeOffTrial';
import type { Knobs, Trial, TrialResult } from './trial';
import { atTime, inColour } from './wording';

/** By how much the mean luminance falls when only “day” becomes “night”, with everything free to change. */
async function nightTrial(studio: NodeStudio, scenes: readonly Scene[], knobs: Knobs): Promise<readonly TrialResult[]> {
  const perScene: number[] = [];
  for (const scene of scenes) {
    const at = async (time: string): Promise<number> =>
      meanLuminance((await studio.edit(scene, { ...knobs, prompt: atTime(scene.caption, time), changeMap: null })).decoded);
    perScene.push(1 - (await at('night')) / (await at('day')));
  }
  return [{ name: 'day to night: fall of mean luminance', value: average(perScene), bar: 0.5, scenes: scenes.length, perScene }];
}

/**
 * The trend test of Differential Diffusion: under a map that rises from left to right, how far does the change of a column
 * follow its place? The change of an all-change run is subtracted; curves are averaged over the scenes before they are
 * correlated, as in the paper, and the figure of each scene is given too. The paper gives no prompt; with one that asks
 * for a change everywhere, the map's part in it shows more plainly.
 */
async function trendTrial(
  studio: NodeStudio,
  scenes: readonly Scene[],
  knobs: Knobs,
  name: string,
  promptOf: (scene: Scene) => string,
): Promise<readonly TrialResult[]> {
  const curves: number[][] = [];
  for (const scene of scenes) {
    const rising = risingMap(scene);
    const source = rgbOf(scene);
    const change = async (changeMap: Uint8Array | null): Promise<number[]> =>
      columnChange((await studio.edit(scene, { ...knobs, prompt: promptOf(scene), changeMap })).decoded, source, scene);
    const [graded, full] = [await change(rising), await change(null)];
    curves.push(graded.map((value, column) => value - (full[column] ?? 0)));
  }
  return [{ name, value: trendCorrelation(averageCurve(curves)), bar: 0.9, scenes: scenes.length, perScene: curves.map(trendCorrelation) }];
}

/** The share of objects that take on another colour when only its word changes, inside a map of the object. */
async function colourTrial(studio: NodeStudio, scenes: readonly Scene[], knobs: Knobs): Promise<readonly TrialResult[]> {
  const perScene: number[] = [];
  for (const scene of scenes) {
    const object = houseOf(scene);
    if (!object) continue;
    const channel = object.colour === 'blue' ? 0 : 2;
    const prompt = inColour(scene.caption, 'house', object.colour, channel === 0 ? 'red' : 'blue');
    const { decoded } = await studio.edit(scene, { ...knobs, prompt, changeMap: around(object, scene.width) });
    const [red, green, blue] = meanColour(decoded, object.mask);
    perScene.push((channel === 2 ? blue > Math.max(red, green) : red > Math.max(blue, green)) ? 1 : 0);
  }
  return [{ name: 'house in another colour: share that obeys', value: average(perScene), bar: 0.85, scenes: perScene.length, perScene }];
}

/** Every trial by the name it is asked for. */
export const trials: Readonly<Record<string, Trial>> = {
  night: nightTrial,
  'trend-night': (studio, scenes, knobs) =>
    trendTrial(studio, scenes, knobs, 'trend, day to night', (scene) => atTime(scene.caption, 'night')),
  'trend-empty': (studio, scenes, knobs) => trendTrial(studio, scenes, knobs, 'trend, without a prompt', () => ''),
  colour: colourTrial,
  'curves-differential': differentialCurves,
  'curves-exemplar': exemplarCurves,
  diffedit: diffEditTrial,
  balance: balanceTrial,
  recognition: recognitionTrial,
  reliability: reliabilityTrial,
  fidelity: fidelityTrial,
  'trade-off': tradeOffTrial,
  overhead: overheadTrial,
  detail: detailTrial,
  guides: guideTrial,
  mountain: mountainTrial,
  pose: poseTrial,
};
