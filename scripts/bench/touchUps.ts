import { RunMemory } from '../../workers/pipeline/runMemory';
import { median } from '../../e2e/perf/measurement';
import type { Bench } from './bench';
import { benchEdit, openBenchStudio, wavyMap } from './benchStudio';

/** Repainting touches what changes little only: values up to 30 %. */
const repaintedUpTo = Math.floor(0.3 * 255);

/** A round stroke in the middle that raises what changes little, up to the same value. */
function lightStroke(map: Uint8Array, { width, height }: { readonly width: number; readonly height: number }): Uint8Array {
  const radius = height / 6;
  return map.map((value, i) => {
    const within = Math.hypot((i % width) - width / 2, Math.floor(i / width) - height / 2) < radius;
    return within && value < repaintedUpTo ? repaintedUpTo : value;
  });
}

/** Seeds that are run at once. */
const batch = [1, 2, 3, 4] as const;

/** What a touch-up and a faint map save: steps that need not be computed are not. */
export const touchUps: Bench = {
  name: 'thrift',
  title: 'a touch-up after a full run, a map of half strength, four seeds at once: evaluations and time',
  async run(context) {
    const { studio, scene, time } = await openBenchStudio(context);
    const map = wavyMap(scene);
    const full = await studio.recipeOf(scene, benchEdit(map));
    const touched = await studio.recipeOf(
      scene,
      benchEdit(map.map((value) => (value > 0 && value <= repaintedUpTo ? Math.max(1, repaintedUpTo - value) : value))),
    );
    const half = await studio.recipeOf(scene, benchEdit(map.map((value) => Math.round(value / 2))));
    await time(full);
    const stroke = await studio.recipeOf(scene, benchEdit(lightStroke(map, scene)));
    // As new pictures begin: eight steps, guidance 4.
    const seeds = await Promise.all(batch.map((seed) => studio.recipeOf(scene, { ...benchEdit(map), steps: 8, guidance: 4, seed })));
    const ratios: number[] = [];
    const batchRatios: number[] = [];
    const liveRatios: number[] = [];
    const halfRatios: number[] = [];
    let [touchEvaluations, halfEvaluations, liveEvaluations] = [0, 0, 0];
    for (let round = 0; round < context.rounds; round++) {
      const memory = new RunMemory();
      const whole = await time(full, memory);
      const again = await time(touched, memory);
      const live = await time(stroke, memory);
      const faint = await time(half);
      const shared = new RunMemory();
      let [together, apart] = [0, 0];
      for (const [i, recipe] of seeds.entries()) {
        apart += (await time(recipe)).wholeMs;
        together += (await time(recipe, shared, i === 0 ? batch.slice(1) : [])).wholeMs;
      }
      batchRatios.push(together / apart);
      liveEvaluations = live.run.result.evaluations.done;
      liveRatios.push(live.wholeMs / whole.wholeMs);
      touchEvaluations = again.run.result.evaluations.done;
      halfEvaluations = faint.run.result.evaluations.done;
      ratios.push(again.wholeMs / whole.wholeMs);
      halfRatios.push(faint.wholeMs / whole.wholeMs);
    }
    return [
      { name: 'touch-up of values up to 30 %: evaluations of 20', value: touchEvaluations, unit: '', bar: { most: 7 } },
      { name: 'touch-up / full run, whole edit', value: median(ratios), unit: '×', bar: { most: 0.6 } },
      { name: 'live, a stroke of 30 % after a run: evaluations of 20', value: liveEvaluations, unit: '', bar: { most: 7 } },
      { name: 'live, from stroke end to the new picture / full run', value: median(liveRatios), unit: '×', bar: { most: 0.35 } },
      { name: 'four seeds at once / four runs each by itself', value: median(batchRatios), unit: '×', bar: { most: 0.9 } },
      { name: 'map of at most 50 %: evaluations of 20', value: halfEvaluations, unit: '', bar: { most: 11 } },
      { name: 'map of at most 50 % / full run, whole edit', value: median(halfRatios), unit: '×', bar: { most: 0.8 } },
    ];
  },
};
