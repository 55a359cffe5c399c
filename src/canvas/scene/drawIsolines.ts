import type { IsolineResult } from '../../../workers/protocol/mapWorker';
import type { Size } from '../../../workers/protocol/geometry';
import { intersect } from '../../document/changeMap/tileGrid';
import { placeLabels } from './isolineLabels';
import { screenRect, type ScreenView } from './screenView';

const dark = 'rgb(0 0 0 / 70%)';
const light = 'rgb(255 255 255 / 95%)';
const fontPx = 12;

/** "step 8 of 20": what the first step on the line's side of more change is. */
const words = ({ firstStep, stepsRun }: IsolineResult): string => `step ${firstStep} of ${stepsRun}`;

/** Draws isolines, light within dark so that they are seen on any picture, with their labels upright on them. */
export function drawIsolines(context: CanvasRenderingContext2D, view: ScreenView, picture: Size, lines: readonly IsolineResult[]): void {
  const { zoom, x, y, pixelRatio, width, height } = view;
  const onScreen = lines.map((line) => ({ line, text: words(line), points: line.points.map((value, i) => (i % 2 === 0 ? x : y) + value * zoom) }));
  const path = new Path2D();
  for (const { line, points } of onScreen) {
    for (let i = 0; i + 1 < points.length; i += 2) {
      if (i === 0) path.moveTo(points[i] as number, points[i + 1] as number);
      else path.lineTo(points[i] as number, points[i + 1] as number);
    }
    if (line.closed) path.closePath();
  }
  context.setLineDash([]);
  context.lineJoin = 'round';
  context.strokeStyle = dark;
  context.lineWidth = 2.5 * pixelRatio;
  context.stroke(path);
  context.strokeStyle = light;
  context.lineWidth = pixelRatio;
  context.stroke(path);
  context.font = `600 ${fontPx * pixelRatio}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const bounds = intersect(screenRect({ x: 0, y: 0, width: picture.width, height: picture.height }, view), { x: 0, y: 0, width, height });
  const labels = !bounds ? [] : placeLabels(onScreen, bounds, (text) => ({ width: context.measureText(text).width, height: fontPx * pixelRatio }));
  for (const label of labels) {
    context.lineWidth = 4 * pixelRatio;
    context.strokeStyle = 'rgb(0 0 0 / 85%)';
    context.strokeText(label.text, label.x, label.y);
    context.fillStyle = '#fff';
    context.fillText(label.text, label.x, label.y);
  }
}
