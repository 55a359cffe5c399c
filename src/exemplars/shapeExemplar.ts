import { featherCoverage } from '../../workers/maps/featherCoverage';
import { polygonCoverage } from '../../workers/maps/polygonCoverage';
import { placedBounds, toScene } from '../../workers/maps/exemplars/placement';
import type { Rect } from '../../workers/protocol/geometry';
import { intersectRects } from '../../workers/maps/rects';
import { documentStore } from '../document/documentStore';
import type { Exemplar } from '../document/exemplar';
import { reshapeExemplar } from './transformExemplar';
import { tr } from '../../workers/texts/texts';

interface Position {
  readonly x: number;
  readonly y: number;
}

const find = (id: string): Exemplar | undefined => documentStore.getState().exemplars.find((exemplar) => exemplar.id === id);

/**
 * Shows another part of an exemplar, in its picture's pixels; what still shows stays where it lies on the scene. Whatever reaches
 * beyond the picture is cut off; a part wholly beyond it, or an unknown id, changes nothing.
 */
export function cropExemplar(id: string, wanted: Rect): void {
  const exemplar = find(id);
  if (!exemplar) return;
  const { picture, crop, placement } = exemplar;
  const whole = {
    x: Math.round(wanted.x),
    y: Math.round(wanted.y),
    width: Math.max(1, Math.round(wanted.width)),
    height: Math.max(1, Math.round(wanted.height)),
  };
  const part = intersectRects(whole, { x: 0, y: 0, width: picture.width, height: picture.height });
  if (!part) return;
  const centre = toScene(placement, crop)({ x: part.x - crop.x + part.width / 2, y: part.y - crop.y + part.height / 2 });
  reshapeExemplar(id, { crop: part, placement: { ...placement, ...centre } }, tr`Crop exemplar`, { policy: 'merge', key: `crop ${id}` });
}

/**
 * Keeps of an exemplar what lies within an outline, softened by a Gaussian of that σ; what was cut out before stays out.
 * @param outline in pixels of its picture. @param featherPx likewise.
 * @returns false where nothing of it lies within.
 */
export function cutOutExemplar(id: string, outline: readonly Position[], featherPx: number): boolean {
  const exemplar = find(id);
  const region = exemplar && polygonCoverage(outline, exemplar.picture);
  if (!exemplar || !region) return false;
  const { rect, coverage } = featherCoverage(region, featherPx, exemplar.picture);
  const { width, height } = exemplar.picture;
  const cutout = new Uint8Array(width * height);
  for (let y = 0, from = 0; y < rect.height; y += 1) {
    let to = (rect.y + y) * width + rect.x;
    for (let x = 0; x < rect.width; x += 1, from += 1, to += 1)
      cutout[to] = Math.round(((coverage[from] as number) * (exemplar.cutout?.[to] ?? 255)) / 255);
  }
  if (!cutout.some((value) => value > 0)) return false;
  reshapeExemplar(id, { cutout }, tr`Cut exemplar out`);
  return true;
}

/** Brings back what was cut out and cropped off; what showed stays where it lies. */
export function showWholeExemplar(id: string): void {
  const exemplar = find(id);
  if (!exemplar) return;
  const { picture, crop, placement } = exemplar;
  const centre = toScene(placement, crop)({ x: picture.width / 2 - crop.x, y: picture.height / 2 - crop.y });
  reshapeExemplar(
    id,
    { crop: { x: 0, y: 0, width: picture.width, height: picture.height }, cutout: null, placement: { ...placement, ...centre } },
    tr`Show whole exemplar`,
  );
}

/** Whether nothing of an exemplar lies on the scene. */
export const liesOutside = (
  { placement, crop }: Pick<Exemplar, 'placement' | 'crop'>,
  scene: { readonly width: number; readonly height: number },
): boolean => placedBounds(placement, crop, scene) === null;
