import type { Blobs, PixelBlob } from '../../protocol/engine';
import type { Size } from '../../protocol/geometry';
import type { PixelsRef, Recipe } from '../../protocol/recipe';
import { sha256Of } from '../../protocol/sha256Of';

export interface TestEdit {
  readonly recipe: Recipe;
  readonly blobs: Blobs;
  readonly source: Uint8Array;
  readonly changeMap: Uint8Array;
}

/** RGBA of a soft, many-coloured picture: an encoder answers with many values to it. */
export function testPicture({ width, height }: Size): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const x = (i % width) / width;
    const y = Math.floor(i / width) / height;
    rgba.set([Math.round(255 * x), Math.round(255 * y), Math.round(127 + 120 * Math.sin(9 * x + 5 * y)), 255], i * 4);
  }
  return rgba;
}

/** A change map that is 0 in its left quarter and rises to 255 on the right. */
export function testMap({ width, height }: Size): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => (i % width < width / 4 ? 0 : Math.round((255 * (i % width)) / (width - 1))));
}

/** Pixels under their digest, and the reference that a recipe names them by. */
export async function blobOf(kind: PixelBlob['kind'], size: Size, data: Uint8Array): Promise<{ ref: PixelsRef; blobs: Blobs }> {
  const digest = await sha256Of(data);
  return {
    ref: { sha256: digest, width: size.width, height: size.height },
    blobs: { [digest]: { kind, width: size.width, height: size.height, data } },
  };
}

/** A recipe for the tiny package over a picture of `size`, with anything changed, and its pixels. */
export async function testEdit(
  size: Size,
  change: Partial<Recipe> = {},
  pixels: { source?: Uint8Array; changeMap?: Uint8Array } = {},
): Promise<TestEdit> {
  const source = pixels.source ?? testPicture(size);
  const changeMap = pixels.changeMap ?? testMap(size);
  const [picture, map] = [await blobOf('rgba', size, source), await blobOf('grey', size, changeMap)];
  const recipe: Recipe = {
    version: 1,
    package: { id: 'tiny', sha256: null },
    source: picture.ref,
    changeMap: map.ref,
    area: { x: 0, y: 0, width: size.width, height: size.height, modelWidth: 64, modelHeight: 64 },
    method: { name: 'differential', futureHinting: true },
    prompt: 'a blue house at night',
    negativePrompt: '',
    steps: 4,
    guidance: 3,
    guidanceRescale: 0,
    imageGuidance: 1.5,
    strength: 1,
    seed: 7,
    scheduler: null,
    thresholdCurve: 'linear',
    mapReduction: 'maximum',
    edgeSoftnessPx: 0,
    colourMatch: 0,
    sourceDetail: 0,
    guides: [],
    ...{ loras: [], embeddings: [], controlNets: [] },
    ...change,
  };
  return { recipe, blobs: { ...picture.blobs, ...map.blobs }, source, changeMap };
}
