import { TorchGenerator } from '../../workers/diffusion/random/torchGenerator';
import { average } from './measures';
import type { NodeStudio, SceneEdit } from './nodeStudio';
import type { Scene } from './scenes';
import type { Knobs, Trial, TrialResult } from './trial';
import { atTime } from './wording';

/** Standard deviation of the grain laid over the scenes, in bytes: what an autoencoder cannot carry. */
const grain = 9;
interface Gain {
  readonly strength: number;
  readonly bar: number;
  readonly wished?: number;
}

/** Least gain in dB at each strength, for an unchanged prompt with everything free to change. */
const ofScenes: readonly Gain[] = [
  { strength: 0.1, bar: 4 },
  { strength: 0.25, bar: 2 },
];
/** Photographs are none of the starter's subjects: how well its latents tell them is not what is asked here, so the bars leave room. */
const ofPhotographs: readonly Gain[] = [
  { strength: 0.1, bar: 3.5, wished: 4 },
  { strength: 0.25, bar: 1.7, wished: 2 },
];
/** Width of the band inside the contour where the step in tone is looked for, in pixels. */
const band = 6;

/** What giving the source's detail and tone back is worth: fidelity where little changes, the rim, and what it must not leave behind. */
export const detailTrial: Trial = async (studio, scenes, knobs, tools) => {
  const grained = scenes.map((scene, i) => withGrain(scene, i));
  return [
    ...(await fidelities(studio, grained, knobs, 'under film grain', ofScenes)),
    ...(await fidelities(studio, await tools.photographs(), knobs, 'of photographs', ofPhotographs)),
    await rim(studio, grained, knobs),
    await residue(studio, grained, scenes, knobs),
  ];
};

async function fidelities(
  studio: NodeStudio,
  scenes: readonly Scene[],
  knobs: Knobs,
  what: string,
  gains: readonly Gain[],
): Promise<readonly TrialResult[]> {
  const results: TrialResult[] = [];
  for (const { strength, ...asked } of gains) {
    const perScene: number[] = [];
    const plainly: number[] = [];
    for (const scene of scenes) {
      const [plain, given] = await both(studio, scene, { ...knobs, prompt: scene.caption, changeMap: null, strength });
      plainly.push(fidelity(plain, scene.rgba));
      perScene.push(fidelity(given, scene.rgba) - fidelity(plain, scene.rgba));
    }
    const detail = `dB gained on ${average(plainly).toFixed(1)} dB against the source, prompt unchanged`;
    results.push({
      name: `detail ${what} at ${100 * strength} %`,
      value: average(perScene),
      ...asked,
      detail,
      scenes: scenes.length,
      perScene,
    });
  }
  return results;
}

/** The step in mean tone along a disc's contour at 50 %, as a share of half a byte that is left: at least 0 is asked for. */
async function rim(studio: NodeStudio, scenes: readonly Scene[], knobs: Knobs): Promise<TrialResult> {
  const steps: (readonly [number, number])[] = [];
  for (const scene of scenes) {
    const { disc, inner } = discOf(scene);
    const [plain, given] = await both(studio, scene, { ...knobs, prompt: scene.caption, changeMap: disc, strength: 0.5 });
    steps.push([toneStep(plain, scene.rgba, inner), toneStep(given, scene.rgba, inner)]);
  }
  const left = steps.map(([, given]) => given);
  return {
    name: 'rim: half a byte less the step in tone, at 50 %',
    value: 0.5 - average(left),
    bar: 0,
    detail: `the step falls from ${average(steps.map(([plain]) => plain)).toFixed(2)} to ${average(left).toFixed(2)} of 255`,
    scenes: steps.length,
    perScene: left.map((step) => 0.5 - step),
  };
}

/**
 * At full strength from day to night, inside a disc: nothing of the source's own grain may come back, nor its tone. Half of the scenes
 * are asked, since each takes a whole run.
 */
async function residue(studio: NodeStudio, grained: readonly Scene[], clean: readonly Scene[], knobs: Knobs): Promise<TrialResult> {
  const perScene: number[] = [];
  const brighter: number[] = [];
  for (const [i, scene] of grained.slice(0, Math.ceil(grained.length / 2)).entries()) {
    const { disc } = discOf(scene);
    const edit = { ...knobs, prompt: atTime(scene.caption, 'night'), changeMap: disc, strength: 1 };
    const [plain, given] = await both(studio, scene, edit);
    const without = (clean[i] as Scene).rgba;
    const grainAt = (at: number): number => (scene.rgba[at] as number) - (without[at] as number);
    perScene.push(0.05 - Math.abs(correlation((at) => given[at] as number, grainAt, disc, scene.width)));
    brighter.push(toneStep(given, plain, disc));
  }
  return {
    name: 'residue: 0.05 less the correlation with the source’s grain, at night',
    value: average(perScene),
    bar: 0,
    detail: `the mean tone inside moves by ${average(brighter).toFixed(2)} of 255`,
    scenes: perScene.length,
    perScene,
  };
}

/** A disc in the middle as a change map, and the band inside its contour. */
function discOf({ width, height }: Scene): { readonly disc: Uint8Array; readonly inner: Uint8Array } {
  const radius = 0.27 * width;
  const distance = (i: number): number => Math.hypot((i % width) - width / 2, Math.floor(i / width) - height / 2);
  const disc = Uint8Array.from({ length: width * height }, (_, i) => (distance(i) < radius ? 255 : 0));
  return { disc, inner: disc.map((value, i) => (value && distance(i) >= radius - band ? 1 : 0)) };
}

/** The same edit without and with the source's detail, RGBA of the whole scene. */
async function both(studio: NodeStudio, scene: Scene, edit: SceneEdit): Promise<readonly [Uint8Array, Uint8Array]> {
  const run = async (sourceDetail: number): Promise<Uint8Array> => {
    const { result } = await studio.edit(scene, { ...edit, sourceDetail });
    const whole = scene.rgba.slice();
    for (let row = 0; row < result.rect.height; row++) {
      const part = result.rgba.subarray(row * result.rect.width * 4, (row + 1) * result.rect.width * 4);
      whole.set(part, ((result.rect.y + row) * scene.width + result.rect.x) * 4);
    }
    return whole;
  };
  return [await run(0), await run(1)];
}

function withGrain(scene: Scene, seed: number): Scene {
  const noise = new TorchGenerator(seed).next([1, 1, scene.height, scene.width]).data;
  const rgba = Uint8Array.from(scene.rgba, (value, i) =>
    i % 4 === 3 ? value : Math.min(255, Math.max(0, Math.round(value + grain * (noise[i >> 2] as number)))),
  );
  return { ...scene, rgba };
}

/** Peak signal to noise ratio of the colours, in dB. */
function fidelity(one: Uint8Array, other: Uint8Array): number {
  let squares = 0;
  one.forEach((value, i) => (squares += i % 4 === 3 ? 0 : (value - (other[i] as number)) ** 2));
  return 10 * Math.log10(255 ** 2 / (squares / (0.75 * one.length)));
}

/** The difference of the mean tones of a band, in bytes, the mean over the channels. */
function toneStep(one: Uint8Array, other: Uint8Array, inner: Uint8Array): number {
  const differences = [0, 0, 0];
  let count = 0;
  inner.forEach((value, i) => {
    if (value === 0) return;
    count += 1;
    for (let c = 0; c < 3; c++) differences[c] = (differences[c] as number) + (one[i * 4 + c] as number) - (other[i * 4 + c] as number);
  });
  return average(differences.map((sum) => Math.abs(sum) / count));
}

/** Correlation within a map of the fine parts of two pictures' green, told byte by byte: what each pixel differs from the one above. */
function correlation(one: (at: number) => number, other: (at: number) => number, map: Uint8Array, width: number): number {
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = width; i < map.length; i++) {
    if (map[i] === 0 || map[i - width] === 0) continue;
    const [at, above] = [i * 4 + 1, (i - width) * 4 + 1];
    const x = one(at) - one(above);
    const y = other(at) - other(above);
    [xx, yy, xy] = [xx + x * x, yy + y * y, xy + x * y];
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}
