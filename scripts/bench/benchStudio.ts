import { join } from 'node:path';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { runEdit, type EditRun } from '../../workers/pipeline/runEdit';
import { RunMemory } from '../../workers/pipeline/runMemory';
import { openNodeStudio, type NodeStudio, type SceneEdit, type SceneRecipe } from '../evaluate/nodeStudio';
import { readScenes, type Scene } from '../evaluate/scenes';
import type { BenchContext } from './bench';
import { timedRuntime } from './timedRuntime';

/** The input that only a UNet has. */
const unetInput = 'encoder_hidden_states';

/** What a run of the pipeline took. */
export interface TimedRun {
  readonly run: EditRun;
  /** From the first random number to the last step, in milliseconds. */
  readonly denoisingMs: number;
  /** The UNet's part of it, run by run. */
  readonly unetMs: readonly number[];
  /** What lies before its first run, between two runs, and after the last. */
  readonly besideMs: { readonly before: number; readonly between: readonly number[]; readonly after: number };
  readonly wholeMs: number;
}

/** The pipeline with the starter package and clocks around its networks. */
export interface BenchStudio {
  readonly studio: NodeStudio;
  readonly scene: Scene;
  /** Runs a recipe with a memory of its own, or with a given one; where seeds are given, those are computed with it. */
  time(given: SceneRecipe, memory?: RunMemory, alongside?: readonly number[]): Promise<TimedRun>;
}

export async function openBenchStudio({ root, packageFolder }: BenchContext): Promise<BenchStudio> {
  const clock = timedRuntime(createNodeRuntime());
  const studio = await openNodeStudio(packageFolder, 'starter', clock.runtime);
  const [scene] = await readScenes(join(root, 'e2e/fixtures/scenes'));
  if (!scene) throw new Error('There is no scene to edit.');
  const time: BenchStudio['time'] = async ({ recipe, blobs }, memory = new RunMemory(), alongside = []) => {
    const began = { denoising: Number.NaN, decoding: Number.NaN };
    clock.reset();
    const since = performance.now();
    const run = await runEdit(recipe, blobs, studio.model, memory, {
      onEvent: (event) => {
        if (event.type === 'phase' && (event.phase === 'denoising' || event.phase === 'decoding')) began[event.phase] = performance.now();
      },
      isCancelled: () => false,
      alongside,
    });
    const runs = clock.of(unetInput);
    const besideMs = {
      before: (runs[0]?.startMs ?? Number.NaN) - began.denoising,
      between: runs.slice(1).map(({ startMs }, i) => startMs - (runs[i]?.endMs ?? Number.NaN)),
      after: began.decoding - (runs.at(-1)?.endMs ?? Number.NaN),
    };
    return {
      run,
      denoisingMs: began.decoding - began.denoising,
      unetMs: runs.map(({ startMs, endMs }) => endMs - startMs),
      besideMs,
      wholeMs: performance.now() - since,
    };
  };
  return { studio, scene, time };
}

/** A change map with every value, so that something is kept or freed at every step, and nothing is skipped. */
export function wavyMap({ width, height }: Pick<Scene, 'width' | 'height'>): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [(i % width) / width, Math.floor(i / width) / height];
    return Math.round(127.5 + 127.5 * Math.sin(7 * x) * Math.cos(5 * y - 2 * x));
  });
}

/** What the benches ask of a scene. */
export const benchEdit = (changeMap: Uint8Array): SceneEdit => ({
  prompt: 'a house on the left, hills, grass, night, flat style',
  changeMap,
  guidance: 7,
  steps: 20,
});
