import { edges } from '../../workers/maps/sources/edges';
import type { Size } from '../../workers/protocol/geometry';
import { average } from './measures';
import { houseOf } from './regions';
import type { Trial, TrialResult } from './trial';
import { placeOf, type Place, type SeenThing } from './verdict';

/** Width of the drawn outline, in pixels. */
const penPx = 4;
/** A house counts as drawn to size where its area is within this factor of the outline's. */
const sizeFactor = 2;

/** From where a brightness step counts as an edge, in bytes. */
const leastStep = 60;

/**
 * A picture is painted from nothing under the edges of a mirrored scene, and under the outline of its house alone: does the house
 * stand where it was drawn, as large as it was drawn? Without a guide chance decides.
 */
export const guideTrial: Trial = async (studio, scenes, knobs, tools) => {
  const judge = await tools.judge();
  const found = { edges: [] as number[], outline: [] as number[], nothing: [] as number[] };
  for (const [i, scene] of scenes.entries()) {
    const house = houseOf(scene);
    if (!house) continue;
    const { width } = scene;
    const mask = mirrored(house.mask, width, 1);
    const edit = { ...knobs, seed: knobs.seed + i, prompt: `a ${house.colour} house`, changeMap: null };
    const share = mask.reduce((sum, value) => sum + (value > 127 ? 1 : 0), 0) / mask.length;
    const obeys = async (...pictures: readonly Uint8Array[]): Promise<number> => {
      const guides = pictures.map((picture) => ({ controlNet: 'scribble-edges', picture }));
      const { things, cells } = await judge.look((await studio.edit(scene, { ...edit, guides })).decoded, scene);
      const seen = things.find(({ kind }) => kind === 'house');
      return stands(seen, placeOfMask(mask, width), share * cells) ? 1 : 0;
    };
    found.edges.push(await obeys(edgesOf(mirrored(scene.rgba, width, 4), scene)));
    found.outline.push(await obeys(outline(mask, width)));
    found.nothing.push(await obeys());
  }
  const result = (name: string, perScene: readonly number[], bar: number | null): TrialResult => ({
    ...{ name, bar, perScene, value: average([...perScene]), scenes: perScene.length },
    detail: 'house where and as large as it was drawn, by the judge',
  });
  return [
    result('edges of a mirrored scene lead', found.edges, 0.75),
    result('the outline of a house alone leads', found.outline, 0.8),
    result('without a guide', found.nothing, null),
  ];
};

function mirrored(values: Uint8Array, width: number, channels: number): Uint8Array {
  return values.map((_, at) => {
    const x = Math.floor(at / channels) % width;
    return values[at + (width - 1 - 2 * x) * channels] as number;
  });
}

/** Brightness steps of a picture, white on black, RGBA. */
function edgesOf(rgba: Uint8Array, { width, height }: Size): Uint8Array {
  const steps = edges({ width, height, rgba }, { x: 0, y: 0, width, height }, { kind: 'edges', operator: 'sobel', gain: 1, invert: false });
  return rgba.map((_, at) => (at % 4 === 3 || (steps[at >> 2] as number) >= leastStep ? 255 : 0));
}

function stands(house: SeenThing | undefined, place: Place, area: number): boolean {
  return house !== undefined && house.place === place && house.area < area * sizeFactor && house.area > area / sizeFactor;
}

function placeOfMask(mask: Uint8Array, width: number): Place {
  let [sum, count] = [0, 0];
  mask.forEach((value, i) => {
    if (value > 127) [sum, count] = [sum + (i % width), count + 1];
  });
  return placeOf(sum / count / width);
}

/** White lines on black along the mask's rim, RGBA. */
function outline(mask: Uint8Array, width: number): Uint8Array {
  const inside = (x: number, y: number): boolean => x >= 0 && x < width && (mask[y * width + x] ?? 0) > 127;
  const rgba = new Uint8Array(mask.length * 4);
  for (let i = 0; i < mask.length; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const reach = penPx / 2;
    const rim = [-reach, 0, reach].some((dx) => [-reach, 0, reach].some((dy) => inside(x + dx, y + dy) !== inside(x, y)));
    rgba.fill(rim ? 255 : 0, i * 4, i * 4 + 3);
    rgba[i * 4 + 3] = 255;
  }
  return rgba;
}
