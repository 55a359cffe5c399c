import { cropValues, intersectRects } from '../../../workers/maps/rects';
import type { EditResult } from '../../../workers/protocol/engine';
import type { Rect, Size } from '../../../workers/protocol/geometry';
import { motionBetween, pixelsMoved, rectMoved, samePose, type CanvasPose } from '../canvas/canvasPose';
import type { DocumentState } from '../documentState';
import type { Result } from './result';

/** A result of the document on the table, where it lies on the canvas of today. */
export interface PlacedResult {
  readonly id: string;
  readonly number: number;
  readonly starred: boolean;
  /** It is one of the document's layers now. */
  readonly accepted: boolean;
  /** Its place was cut off: it can be looked at in the list, but neither shown on the canvas nor accepted, until Undo brings it back. */
  readonly gone: boolean;
  /** When it came, in milliseconds since 1970. */
  readonly madeAt: number;
  /** `rect` and pixels turned, moved and cut with the canvas; where its place is gone, whole. The recipe is as it was run. */
  readonly result: EditResult;
  /** The generation area on the canvas of today; it may reach beyond it. Latent and automatic map lie over it. */
  readonly area: Rect;
}

type Place = Pick<PlacedResult, 'gone' | 'result' | 'area'>;

/** Each result's last place: turning pixels takes a while, and the canvas seldom turns. */
const places = new WeakMap<Result, { readonly pose: CanvasPose; readonly size: Size; readonly place: Place }>();

function placeOf(result: Result, pose: CanvasPose, size: Size): Place {
  const known = places.get(result);
  if (known && samePose(known.pose, pose) && known.size.width === size.width && known.size.height === size.height) return known.place;
  const place = findPlace(result, pose, size);
  places.set(result, { pose, size: { width: size.width, height: size.height }, place });
  return place;
}

function findPlace(result: Result, pose: CanvasPose, { width, height }: Size): Place {
  const motion = motionBetween(result.pose, pose);
  const rect = rectMoved(motion, result.rect);
  const inside = intersectRects(rect, { x: 0, y: 0, width, height });
  const part = inside ?? rect;
  const turned = (map: EditResult['latentMap']) => map && { ...sizeMoved(motion, map), data: pixelsMoved(motion, map.data, map, 1) };
  const { automaticMap, latentMap, guided } = result;
  const moved = (rgba: Uint8Array): Uint8Array => cropPixels(pixelsMoved(motion, rgba, result.rect, 4), rect, part);
  return {
    gone: inside === null,
    area: rectMoved(motion, result.recipe.area),
    result: {
      ...result,
      rect: part,
      rgba: moved(result.rgba),
      coverage: cropValues(pixelsMoved(motion, result.coverage, result.rect, 1), rect, part),
      ...(automaticMap && { automaticMap: turned(automaticMap) ?? automaticMap }),
      ...(latentMap && { latentMap: turned(latentMap) ?? latentMap }),
      ...(guided && { guided: { ...guided, guidanceImage: guided.guidanceImage && moved(guided.guidanceImage) } }),
    },
  };
}

const sizeMoved = ({ xx }: CanvasPose, { width, height }: Size): Size => (xx === 0 ? { width: height, height: width } : { width, height });

/** RGBA of `to`, which lies within `from`. */
function cropPixels(rgba: Uint8Array, from: Rect, to: Rect): Uint8Array {
  const four = ({ x, y, width, height }: Rect): Rect => ({ x: x * 4, y, width: width * 4, height });
  return cropValues(rgba, four(from), four(to));
}

type Scene = Pick<DocumentState, 'results' | 'documentId' | 'pose' | 'picture' | 'layers'>;

let last: { readonly scene: Scene; readonly placed: readonly PlacedResult[] } | null = null;

/** The results of the document on the table, newest first. The same state gives the same list, so that it can be subscribed to. */
export function placedResults(state: Scene): readonly PlacedResult[] {
  const same = (key: keyof Scene): boolean => last?.scene[key] === state[key];
  if (last && same('results') && same('documentId') && same('pose') && same('picture') && same('layers')) return last.placed;
  const { results, documentId, pose, picture, layers } = state;
  const placed = picture
    ? results.filter((result) => result.documentId === documentId).map((result) => placed1(result, pose, picture, layers))
    : [];
  last = { scene: { results, documentId, pose, picture, layers }, placed };
  return placed;
}

/** A placed result stays the same object while nothing of it changes. */
const kept = new WeakMap<Place, PlacedResult>();

function placed1(result: Result, pose: CanvasPose, size: Size, layers: Scene['layers']): PlacedResult {
  const { id, number, starred, madeAt } = result;
  const place = placeOf(result, pose, size);
  const accepted = layers.some(({ resultId }) => resultId === id);
  const before = kept.get(place);
  if (before?.accepted === accepted && before.starred === starred) return before;
  const placed: PlacedResult = { id, number, starred, accepted, madeAt, ...place };
  kept.set(place, placed);
  return placed;
}
