import { RunMemory } from '../../workers/pipeline/runMemory';
import { frameArea } from '../../workers/pipeline/areaFrame';
import { pasteBack } from '../../workers/pipeline/pasteBack';
import { toLatents } from '../../workers/maps/toLatents';
import { median, pairedRatio } from '../../e2e/perf/measurement';
import type { Bench } from './bench';
import { benchEdit, openBenchStudio, wavyMap } from './benchStudio';

const sidePx = 6000;

/** A small edit in a large picture costs what it costs in a small one. */
export const largePicture: Bench = {
  name: 'large',
  title: 'a small edit in a picture of 6000²: cutting out, map to latents and pasting back against one run',
  async run(context) {
    const { studio, scene, time } = await openBenchStudio(context);
    const small = await studio.recipeOf(scene, benchEdit(wavyMap(scene)));
    const { width, height } = scene;
    const place = { x: 2816, y: 3072 };
    const rgba = new Uint8Array(sidePx * sidePx * 4).fill(200);
    const changeMap = new Uint8Array(sidePx * sidePx);
    for (let row = 0; row < height; row++) {
      const to = (place.y + row) * sidePx + place.x;
      rgba.set(scene.rgba.subarray(row * width * 4, (row + 1) * width * 4), to * 4);
      changeMap.set(wavyMap(scene).subarray(row * width, (row + 1) * width), to);
    }
    const made = await studio.recipeOf({ width: sidePx, height: sidePx, rgba }, benchEdit(changeMap));
    const large = { ...made, recipe: { ...made.recipe, area: { ...place, width, height, modelWidth: width, modelHeight: height } } };

    const memory = new RunMemory();
    const first = await time(large, memory);
    const pairs: [number, number][] = [];
    const parts: number[] = [];
    for (let round = 0; round < context.rounds; round++) {
      // Another seed, so that nothing is resumed; the picture is known from the first run, as it is to the worker.
      const seeded = (given: typeof large) => ({ ...given, recipe: { ...given.recipe, seed: 10 + round } });
      const a = await time(seeded(large), memory);
      const b = await time(seeded(small), memory);
      pairs.push([a.wholeMs, b.wholeMs]);
      const find = await memory.pixels.take(large.blobs);
      const since = performance.now();
      const frame = frameArea(large.recipe, find, studio.model.modelPackage.geometry);
      toLatents(frame.changeMap, frame.area, frame.latentSize, large.recipe.mapReduction);
      pasteBack(frame, frame.changeMap, a.run.decoded, 0);
      parts.push((100 * (performance.now() - since)) / b.wholeMs);
    }
    return [
      {
        name: 'cut out, map to latents, paste back',
        value: median(parts),
        unit: '%',
        bar: { most: 5 },
        detail: 'of one run at the model’s size',
      },
      {
        name: 'edit in 6000² / edit of the part alone',
        value: pairedRatio(pairs),
        unit: '×',
        bar: { most: 1.1 },
        detail: 'the picture known from an earlier run',
      },
      {
        name: 'the first run: checking 180 MB by digest',
        value: (first.wholeMs - median(pairs.map(([a]) => a))) / 1000,
        unit: 's',
        bar: null,
        detail: 'once a picture',
      },
    ];
  },
};
