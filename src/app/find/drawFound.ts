import { contourLines } from '../../../workers/maps/contours/marchingSquares';
import type { ContrastMap } from '../../../workers/maps/contrast/contrastMap';
import { meanOf } from '../../../workers/maps/contrast/softContrast';
import type { Contrast } from '../../../workers/protocol/contrast';
import { screenRect, type ScreenView } from '../../canvas/scene/screenView';

type Stop = readonly [at: number, red: number, green: number, blue: number, alpha: number];

/** From little to much: a dark veil, ember, light. The one place where data has a colour. */
const stops: readonly [Stop, ...Stop[]] = [
  [0, 14, 14, 14, 150],
  [0.25, 58, 42, 24, 150],
  [0.5, 160, 98, 22, 165],
  [0.75, 242, 163, 60, 190],
  [1, 255, 243, 220, 205],
];

/** Differences at this multiple of their mean are shown brightest. */
const brightest = 6;

function heat(share: number): readonly [number, number, number, number] {
  const above = Math.max(
    1,
    stops.findIndex(([at]) => at >= share),
  );
  const [a, b] = [stops[above - 1] ?? stops[0], stops[above] ?? stops[0]];
  const part = (share - a[0]) / (b[0] - a[0]);
  const mix = (i: 1 | 2 | 3 | 4): number => a[i] + (b[i] - a[i]) * part;
  return [mix(1), mix(2), mix(3), mix(4)];
}

function heatImage({ differences, width, height }: Contrast): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  const image = new ImageData(width, height);
  const full = brightest * meanOf(differences);
  differences.forEach((value, i) => image.data.set(heat(full > 0 ? Math.min(1, value / full) : 0), i * 4));
  context?.putImageData(image, 0, 0);
  return canvas;
}

/** Draws the contrast over its part of the picture, the outline of the map, and the point that limits it. */
export function drawFound(
  context: CanvasRenderingContext2D,
  view: ScreenView,
  contrast: Contrast,
  map: ContrastMap,
  point: { readonly x: number; readonly y: number } | null,
): void {
  const area = screenRect(contrast.area, view);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(heatImage(contrast), area.x, area.y, area.width, area.height);
  const scale = { x: area.width / map.width, y: area.height / map.height };
  context.beginPath();
  for (const { points, closed } of contourLines(Float32Array.from(map.found), map, 0.5)) {
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = [area.x + ((points[i] ?? 0) + 0.5) * scale.x, area.y + ((points[i + 1] ?? 0) + 0.5) * scale.y];
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    if (closed) context.closePath();
  }
  const ring = (): void => {
    context.lineJoin = 'round';
    context.strokeStyle = 'rgb(0 0 0 / 70%)';
    context.lineWidth = 4 * view.pixelRatio;
    context.stroke();
    context.strokeStyle = '#fff';
    context.lineWidth = 2 * view.pixelRatio;
    context.stroke();
  };
  ring();
  if (!point) return;
  context.beginPath();
  context.arc(view.x + point.x * view.zoom, view.y + point.y * view.zoom, 7 * view.pixelRatio, 0, 2 * Math.PI);
  ring();
}
