import { Fault } from '../protocol/faults';
import { toSrgb } from '../maps/colours/convert';
import { mostModelPixels } from '../maps/generationArea';
import type { PixelBlob } from '../protocol/engine';
import type { Rect, Size } from '../protocol/geometry';
import type { GenerationArea, Recipe } from '../protocol/recipe';
import type { PackageGeometry } from '../packages/packageGeometry';
import { clipRect, cropPicture } from './cropPicture';
import type { FindPixels } from './pixelStore';
import { tr } from '../texts/texts';

/** The part of the picture that a run sees, cut out of source and map. */
export interface AreaFrame {
  /** Where the area lies on the picture; it may reach beyond a picture smaller than the model. */
  readonly area: Rect;
  /** The part of `area` on the picture: what a result covers. */
  readonly rect: Rect;
  /** Size at which the model sees the area, in pixels. */
  readonly modelSize: Size;
  readonly latentSize: Size;
  /** RGBA of `area`, edges extended. */
  readonly source: Uint8Array;
  /** Change map of `area`, one byte a pixel; 0 beyond the picture. */
  readonly changeMap: Uint8Array;
}

/**
 * Cuts the generation area out of the recipe's picture and map. Throws Faults before any model is run: `missing-blob`,
 * `bad-picture`, `bad-map` (of another size than the picture), `bad-shape` (an area the package cannot run),
 * `bad-recipe` (an area beside the picture).
 */
export function frameArea(recipe: Recipe, find: FindPixels, geometry: PackageGeometry): AreaFrame {
  const source = find(recipe.source, 'rgba', tr`the picture`);
  const changeMap = find(recipe.changeMap, 'grey', tr`the change map`);
  requireSameSize(changeMap, source, tr`The change map`);
  const area: Rect = { x: recipe.area.x, y: recipe.area.y, width: recipe.area.width, height: recipe.area.height };
  const rect = clipRect(area, source);
  if (!rect)
    throw new Fault('bad-recipe', tr`The generation area lies beside the picture.`, tr`Move the generation area onto the picture.`);
  return {
    area,
    rect,
    ...modelSizes(recipe.area, geometry),
    source: cropPicture(source.data, source, 4, area),
    changeMap: cropMap(changeMap, area),
  };
}

/** The frame as the model sees it: in sRGB, whatever the picture's own colours are. The frame itself where they are that. */
export function frameSeen(frame: AreaFrame, { colours }: Recipe): AreaFrame {
  return colours ? { ...frame, source: toSrgb(frame.source, 4, colours) } : frame;
}

/** A grey map cut out; beyond the picture nothing may change. */
export function cropMap(map: PixelBlob, area: Rect): Uint8Array {
  const out = new Uint8Array(area.width * area.height);
  const rect = clipRect(area, map);
  if (!rect) return out;
  for (let row = 0; row < rect.height; row++) {
    const from = (rect.y + row) * map.width + rect.x;
    out.set(map.data.subarray(from, from + rect.width), (rect.y + row - area.y) * area.width + rect.x - area.x);
  }
  return out;
}

/** Throws a Fault `bad-map` where a map does not lie pixel for pixel over its picture. */
export function requireSameSize(map: PixelBlob, picture: Size, what: string): void {
  if (map.width === picture.width && map.height === picture.height) return;
  throw new Fault(
    'bad-map',
    tr`${what} is ${map.width} × ${map.height}, but the picture is ${picture.width} × ${picture.height}.`,
    tr`Scale the map to the picture’s size.`,
  );
}

function modelSizes(area: GenerationArea, geometry: PackageGeometry): { modelSize: Size; latentSize: Size } {
  const modelSize = { width: area.modelWidth, height: area.modelHeight };
  const { sizeMultiple, scaleFactor } = geometry;
  if (modelSize.width % sizeMultiple !== 0 || modelSize.height % sizeMultiple !== 0) {
    throw new Fault(
      'bad-shape',
      tr`The model cannot run at ${modelSize.width} × ${modelSize.height}: its sides must be multiples of ${sizeMultiple} pixels.`,
      tr`Reset the generation area.`,
    );
  }
  if (modelSize.width * modelSize.height > mostModelPixels(geometry)) {
    throw new Fault(
      'bad-shape',
      tr`The model cannot run at ${modelSize.width} × ${modelSize.height}: that is more than sixteen times the pixels it was made for.`,
      tr`Choose a smaller generation area, or a larger scale.`,
    );
  }
  return { modelSize, latentSize: { width: modelSize.width / scaleFactor, height: modelSize.height / scaleFactor } };
}
