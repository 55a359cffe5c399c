import { TorchGenerator } from '../../workers/diffusion/random/torchGenerator';
import { average } from './measures';
import type { NodeStudio, SceneEdit } from './nodeStudio';
import type { Scene } from './scenes';
import type { Knobs, Trial, TrialResult } from './trial';
import { atTime } from './wording';

/** Standard deviation of the grain laid over the scenes, in bytes: what an autoencoder cannot carry. */
const grain = 9;
/** Least gain in dB at each strength, for an unchanged prompt with everything free to change. */
const gains = [
  [0.1, 4],
  [0.25, 2],
  [0.5, null],
] as const;
/** Width of the band inside the contour where the step in tone is looked for, in pixels. */
const band = 6;

/** What giving the source's detail and tone back is worth: fidelity where little changes, the rim, and what it must not leave behind. */
export const detailTrial: Trial = async (studio, scenes, knobs) => {
  const grained = scenes.map((scene, i) => withGrain(scene, i));
  const results: TrialResult[] = [];
  for (const [strength, bar] of gains) {
    const perScene: number[] = [];
    const plainly: number[] = [];
    for (const scene of grained) {
      const [plain, given] = await both(studio, scene, { ...knobs, prompt: scene.caption, changeMap: null, strength });
      plainly.push(fidelity(plain, scene.rgba));
      perScene.push(fidelity(given, scene.rgba) - fidelity(plain, scene.rgba));
    }
    const detail = `dB gained on ${average(plainly).toFixed(1)} dB against the source under film grain, prompt unchanged`;
    results.push({ name: `source detail at ${100 * strength} %`, value: average(perScene), bar, detail, scenes: grained.length, perScene });
  }
  results.push(await rim(studio, grained, knobs), await residue(studio, grained, knobs));
  return results;
};

/** The step in mean tone along a disc's contour at 50 %, as a share of half a byte that is left: at least 0 is asked for. */
async function rim(studio: NodeStudio, scenes: readonly Scene[], knobs: Knobs): Promise<TrialResult> {
  const steps: (readonly [number, number])[] = [];
  for (const scene of scenes) {
    const { width, height } = scene;
    const radius = 0.27 * width;
    const from = Uint8Array.from({ length: width * height }, (_, i) =>
      Math.hypot((i % width) - width / 2, Math.floor(i / width) - height / 2) < radius ? 255 : 0,
    );
    const inner = from.map((value, i) =>
      value && Math.hypot((i % width) - width / 2, Math.floor(i / width) - height / 2) >= radius - band ? 1 : 0,
    );
    const [plain, given] = await both(studio, scene, { ...knobs, prompt: scene.caption, changeMap: from, strength: 0.5 });
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

/** At full strength from day to night nothing of the source's own detail may remain. */
async function residue(studio: NodeStudio, scenes: readonly Scene[], knobs: Knobs): Promise<TrialResult> {
  const perScene: number[] = [];
  for (const scene of scenes) {
    const edit = { ...knobs, prompt: atTime(scene.caption, 'night'), changeMap: null, strength: 1 };
    const [plain, given] = await both(studio, scene, edit);
    perScene.push(0.05 - Math.abs(correlation(given, plain, scene)));
  }
  return {
    name: 'residue: 0.05 less the correlation with the source’s detail, all changed',
    value: average(perScene),
    bar: 0,
    scenes: perScene.length,
    perScene,
  };
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

/** Correlation of what was given back, fine parts alone, with the fine parts of the source. */
function correlation(given: Uint8Array, plain: Uint8Array, { rgba, width }: Scene): number {
  const fine = (of: (i: number) => number, i: number): number => of(i) - of(i >= width ? i - width : i);
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < rgba.length / 4; i++) {
    const x = fine((at) => (given[at * 4 + 1] as number) - (plain[at * 4 + 1] as number), i);
    const y = fine((at) => rgba[at * 4 + 1] as number, i);
    [xx, yy, xy] = [xx + x * x, yy + y * y, xy + x * y];
  }
  return xx === 0 ? 0 : xy / Math.sqrt(xx * yy);
}
