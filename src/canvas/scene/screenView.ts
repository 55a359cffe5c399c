import type { Rect, Size } from '../../../workers/protocol/geometry';
import { scaleOf } from '../viewGeometry';
import type { Scaling, ViewState } from '../viewStore';

/** The view in device pixels, as drawing needs it. */
export interface ScreenView extends Size {
  /** Device pixels per picture pixel. */
  readonly zoom: number;
  /** Where the picture's corner lies, in device pixels. */
  readonly x: number;
  readonly y: number;
  readonly pixelRatio: number;
  /** False: pixels stay sharp squares. */
  readonly smooth: boolean;
}

/** Pictures up to this side are shown smooth, as photographs are, until they are looked at pixel by pixel. */
const smallPictureSidePx = 512;
const crispAbove = 2;
const crispAboveForSmall = 16;

/** Whether enlarged pixels melt into each other. */
export function isSmooth(scaling: Scaling, zoom: number, picture: Size): boolean {
  if (scaling !== 'automatic') return scaling === 'smooth';
  const small = Math.max(picture.width, picture.height) <= smallPictureSidePx;
  return zoom <= (small ? crispAboveForSmall : crispAbove);
}

export function screenView({ zoom, pan, viewport, scaling }: ViewState, picture: Size): ScreenView {
  const { pixelRatio } = viewport;
  return {
    width: Math.round(viewport.width * pixelRatio),
    height: Math.round(viewport.height * pixelRatio),
    zoom: scaleOf(zoom, viewport) * pixelRatio,
    x: pan.x * pixelRatio,
    y: pan.y * pixelRatio,
    pixelRatio,
    smooth: isSmooth(scaling, zoom, picture),
  };
}

/** A rectangle of the picture on the screen. Edges lie on whole device pixels, so that neighbours meet without a seam. */
export function screenRect(rect: Rect, { zoom, x, y }: Pick<ScreenView, 'zoom' | 'x' | 'y'>): Rect {
  const left = Math.round(x + rect.x * zoom);
  const top = Math.round(y + rect.y * zoom);
  return {
    x: left,
    y: top,
    width: Math.round(x + (rect.x + rect.width) * zoom) - left,
    height: Math.round(y + (rect.y + rect.height) * zoom) - top,
  };
}

/** Sets how a context enlarges and reduces images. */
export function applySmoothing(context: CanvasRenderingContext2D, view: ScreenView, quality: ImageSmoothingQuality): void {
  context.imageSmoothingEnabled = view.smooth || view.zoom < 1;
  context.imageSmoothingQuality = quality;
}
