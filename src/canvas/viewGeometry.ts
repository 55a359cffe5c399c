import type { Size } from '../../workers/protocol/geometry';
import type { Point, Viewport } from './viewStore';

export const smallestZoom = 0.02;
export const largestZoom = 64;
/** Free space around a fitted picture, in CSS pixels: a share of the viewport's shorter side, so that a small one is the picture's. */
const marginOf = ({ width, height }: Viewport): number => Math.min(28, Math.max(6, 0.025 * Math.min(width, height)));
/** A fitted picture is enlarged at most this much. */
const largestFit = 16;

/** Zoom and position of the picture: the part of the view that geometry needs. */
export interface Placement {
  readonly zoom: number;
  readonly pan: Point;
}

/** CSS pixels per picture pixel. */
export const scaleOf = (zoom: number, viewport: Viewport): number => zoom / viewport.pixelRatio;

/** The picture whole and in the middle of the viewport. */
export function fitPlacement(picture: Size, viewport: Viewport): Placement {
  const room = (side: number) => Math.max(16, side - 2 * marginOf(viewport));
  const scale = Math.min(room(viewport.width) / picture.width, room(viewport.height) / picture.height);
  return centred(picture, viewport, Math.min(scale * viewport.pixelRatio, largestFit));
}

/** The picture in the middle of the viewport at that zoom. */
export function centred(picture: Size, viewport: Viewport, zoom: number): Placement {
  const scale = scaleOf(zoom, viewport);
  return { zoom, pan: { x: (viewport.width - picture.width * scale) / 2, y: (viewport.height - picture.height * scale) / 2 } };
}

/** The placement after zooming, with the picture pixel under `anchor` (CSS pixels of the viewport) staying where it is. */
export function zoomedAt(placement: Placement, viewport: Viewport, zoom: number, anchor: Point): Placement {
  const next = Math.min(largestZoom, Math.max(smallestZoom, zoom));
  const ratio = scaleOf(next, viewport) / scaleOf(placement.zoom, viewport);
  return { zoom: next, pan: { x: anchor.x - (anchor.x - placement.pan.x) * ratio, y: anchor.y - (anchor.y - placement.pan.y) * ratio } };
}

/** From CSS pixels of the viewport to picture pixels. */
export function toPicture(point: Point, placement: Placement, viewport: Viewport): Point {
  const scale = scaleOf(placement.zoom, viewport);
  return { x: (point.x - placement.pan.x) / scale, y: (point.y - placement.pan.y) / scale };
}

/** From picture pixels to CSS pixels of the viewport. */
export function toViewport(point: Point, placement: Placement, viewport: Viewport): Point {
  const scale = scaleOf(placement.zoom, viewport);
  return { x: placement.pan.x + point.x * scale, y: placement.pan.y + point.y * scale };
}

/** Keeps at least a strip of the picture in the viewport, so that it can never be lost by panning. */
export function keptInSight(placement: Placement, picture: Size, viewport: Viewport): Placement {
  const scale = scaleOf(placement.zoom, viewport);
  const keep = 48;
  const limit = (pan: number, sidePx: number, room: number) => Math.min(room - keep, Math.max(keep - sidePx * scale, pan));
  return {
    zoom: placement.zoom,
    pan: { x: limit(placement.pan.x, picture.width, viewport.width), y: limit(placement.pan.y, picture.height, viewport.height) },
  };
}

/** Zooms that one step leads to: doubling every second step. */
const zoomStep = Math.SQRT2;

/** The next zoom up (1) or down (−1) on the ladder …50 %, 71 %, 100 %, 141 %, 200 %…, from any value in between. */
export function steppedZoom(zoom: number, direction: 1 | -1): number {
  const rung = Math.log(zoom) / Math.log(zoomStep);
  const next = direction > 0 ? Math.floor(rung + 1.01) : Math.ceil(rung - 1.01);
  return zoomStep ** next;
}
