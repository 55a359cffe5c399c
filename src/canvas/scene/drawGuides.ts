import type { Rect, Size } from '../../../workers/protocol/geometry';
import { halfCoverageRadiusPx } from '../../changemap/dabStamp';
import type { BrushSettings, Point } from '../viewStore';
import { screenRect, type ScreenView } from './screenView';

const dark = 'rgb(0 0 0 / 65%)';
const light = 'rgb(255 255 255 / 95%)';
const fainterLight = 'rgb(255 255 255 / 60%)';
/** Below this radius, in CSS pixels, a ring cannot be seen and a cross takes its place. */
const smallestRingPx = 3;
/** Rings nearer to each other than this, in CSS pixels, would melt into one. */
const ringGapPx = 3;

/** Strokes a path so that it is seen on light and on dark: a light line within a dark one. */
export function strokeTwice(context: CanvasRenderingContext2D, pixelRatio: number, path: () => void, colour = light): void {
  context.beginPath();
  path();
  context.strokeStyle = dark;
  context.lineWidth = 3 * pixelRatio;
  context.stroke();
  context.strokeStyle = colour;
  context.lineWidth = 1.25 * pixelRatio;
  context.stroke();
}

/** Draws the brush at its true size, a second ring where it covers a half, and a cross for tiny ones. `at`: CSS pixels of the viewport. */
export function drawBrushRing(context: CanvasRenderingContext2D, view: ScreenView, brush: BrushSettings, at: Point): void {
  const { pixelRatio } = view;
  const x = at.x * pixelRatio;
  const y = at.y * pixelRatio;
  const outer = (brush.sizePx / 2) * view.zoom;
  const half = halfCoverageRadiusPx({ radiusPx: brush.sizePx / 2, hardness: brush.hardness }) * view.zoom;
  context.setLineDash([]);
  if (outer < smallestRingPx * pixelRatio) {
    const arm = 7 * pixelRatio;
    const gap = 2.5 * pixelRatio;
    strokeTwice(context, pixelRatio, () => {
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        context.moveTo(x + dx * gap, y + dy * gap);
        context.lineTo(x + dx * arm, y + dy * arm);
      }
    });
    return;
  }
  const ring = (radius: number) => () => context.arc(x, y, radius, 0, 2 * Math.PI);
  if (outer - half > ringGapPx * pixelRatio && half > pixelRatio) strokeTwice(context, pixelRatio, ring(half), fainterLight);
  strokeTwice(context, pixelRatio, ring(outer));
}

/** How the generation area is drawn. */
interface AreaLook {
  /** Darkens what lies outside. */
  readonly dim: boolean;
  /** It is only what would be chosen now: fainter, with wider gaps. */
  readonly prospective: boolean;
}

/** Draws the generation area, its padding included, as a dashed outline where it is not the whole picture. */
export function drawArea(
  context: CanvasRenderingContext2D,
  view: ScreenView,
  picture: Size,
  area: Rect,
  { dim, prospective }: AreaLook,
): void {
  if (area.width >= picture.width && area.height >= picture.height) return;
  const box = screenRect(area, view);
  const { pixelRatio } = view;
  if (dim) {
    const all = screenRect({ x: 0, y: 0, width: picture.width, height: picture.height }, view);
    context.fillStyle = 'rgb(0 0 0 / 32%)';
    context.beginPath();
    context.rect(all.x, all.y, all.width, all.height);
    context.rect(box.x, box.y, box.width, box.height);
    context.fill('evenodd');
  }
  const outline = () => context.rect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);
  context.lineWidth = pixelRatio;
  context.beginPath();
  outline();
  context.setLineDash([]);
  context.strokeStyle = prospective ? 'rgb(0 0 0 / 30%)' : 'rgb(0 0 0 / 55%)';
  context.stroke();
  context.setLineDash((prospective ? [3, 7] : [6, 5]).map((length) => length * pixelRatio));
  context.strokeStyle = prospective ? 'rgb(255 255 255 / 70%)' : 'rgb(255 255 255 / 85%)';
  context.stroke();
}
