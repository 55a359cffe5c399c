import { median, pairedRatio } from '../../e2e/perf/measurement';
import type { Bench } from './bench';
import { benchEdit, openBenchStudio, wavyMap, type TimedRun } from './benchStudio';

/** What Differential Diffusion costs over plain image-to-image of as many evaluations. */
export const loopCost: Bench = {
  name: 'loop',
  title: 'Differential against plain image-to-image: time beside the UNet, and time against time',
  async run(context) {
    const { studio, scene, time } = await openBenchStudio(context);
    const edit = benchEdit(wavyMap(scene));
    const differential = await studio.recipeOf(scene, edit);
    const plain = await studio.recipeOf(scene, { ...edit, method: { name: 'image-to-image' } });
    // The first runs warm caches and compilers.
    await time(differential);
    await time(plain);
    const runs: [TimedRun, TimedRun][] = [];
    for (let round = 0; round < context.rounds; round++) {
      const first = await time(round % 2 === 0 ? differential : plain);
      const second = await time(round % 2 === 0 ? plain : differential);
      const [a, b] = round % 2 === 0 ? [first, second] : [second, first];
      if (a.run.result.evaluations.done !== b.run.result.evaluations.done)
        throw new Error('The two runs did not evaluate the UNet equally often.');
      runs.push([a, b]);
    }
    const ours = besidePart(runs.map(([a]) => a));
    return [
      {
        name: 'Differential: time beside the UNet',
        value: ours.percent,
        unit: '%',
        bar: { most: 1 },
        detail: `of ${ours.wholeMs.toFixed(0)} ms for ${edit.steps} evaluations, by the medians of their parts`,
      },
      { name: 'image-to-image: time beside the UNet', value: besidePart(runs.map(([, b]) => b)).percent, unit: '%', bar: null },
      {
        name: 'Differential / image-to-image',
        value: pairedRatio(runs.map(([a, b]) => [a.denoisingMs, b.denoisingMs])),
        unit: '×',
        bar: null,
        detail: `${context.rounds} pairs; PIXELS reports 1.0386 for its own`,
      },
      {
        name: 'the loop’s part of the whole edit',
        value: median(runs.map(([a]) => (100 * a.denoisingMs) / a.wholeMs)),
        unit: '%',
        bar: null,
        detail: 'the rest: text, encoding, decoding, pasting',
      },
    ];
  },
};

/**
 * The part of a loop that is not spent in the UNet. Medians of the gaps between two runs of it and of what lies before the
 * first and after the last: where the machine has other work, a single gap may hold a whole slice of that.
 */
function besidePart(runs: readonly TimedRun[]): { readonly percent: number; readonly wholeMs: number } {
  const evaluations = runs[0]?.unetMs.length ?? 0;
  const unet = evaluations * median(runs.flatMap(({ unetMs }) => unetMs));
  const between = (evaluations - 1) * median(runs.flatMap(({ besideMs }) => besideMs.between));
  const beside = between + median(runs.map(({ besideMs }) => besideMs.before)) + median(runs.map(({ besideMs }) => besideMs.after));
  return { percent: (100 * beside) / (beside + unet), wholeMs: beside + unet };
}
