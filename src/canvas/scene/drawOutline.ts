import type { ToolOutline } from '../tools/tool';
import type { Point } from '../viewStore';
import { strokeTwice } from './drawGuides';
import type { ScreenView } from './screenView';

/** Radius of a handle, in CSS pixels. */
const handlePx = 5;

/** Draws a tool's lines and handles so that they are seen on light and on dark. */
export function drawOutline(context: CanvasRenderingContext2D, view: ScreenView, { lines, handles }: ToolOutline): void {
  const { zoom, x, y, pixelRatio } = view;
  const onScreen = (point: Point): readonly [number, number] => [x + point.x * zoom, y + point.y * zoom];
  context.setLineDash([]);
  context.lineJoin = 'round';
  for (const { points, closed } of lines) {
    strokeTwice(context, pixelRatio, () => {
      points.forEach((point, i) => (i === 0 ? context.moveTo(...onScreen(point)) : context.lineTo(...onScreen(point))));
      if (closed) context.closePath();
    });
  }
  for (const handle of handles) {
    const [cx, cy] = onScreen(handle);
    context.beginPath();
    context.arc(cx, cy, handlePx * pixelRatio, 0, 2 * Math.PI);
    context.fillStyle = '#fff';
    context.fill();
    context.lineWidth = 1.5 * pixelRatio;
    context.strokeStyle = 'rgb(0 0 0 / 75%)';
    context.stroke();
  }
}
