import type { Rect, Size } from '../../../workers/protocol/geometry';
import type { IsolineResult } from '../../../workers/protocol/mapWorker';
import { intersectRects } from '../../../workers/maps/rects';
import { placeNumbers, type NumberedLine, type PlacedNumber } from './isolineLabels';
import { screenRect, type ScreenView } from './screenView';
import { thinLines } from './thinLines';
import { tr } from '../../../workers/texts/texts';

const black = { colour: 'rgb(0 0 0 / 50%)', widthPx: 2.5 } as const;
const white = { colour: 'rgb(255 255 255 / 92%)', widthPx: 1 } as const;
const ground = 'rgb(18 18 18 / 84%)';
const fontPx = 12.5;
const heightPx = 18;
const sidePx = 7;
const gapPx = 4;
/** Nearer to each other step lines cannot be told apart. */
const apartPx = 4;
/** What the number is; said once, at the line that changes last. */
const meaning = tr`first step that changes`;

/** The step lines of one view, found once and drawn as often as a brush needs it. */
export interface IsolineDrawing {
  readonly path: Path2D;
  readonly numbers: readonly PlacedNumber[];
  /** Where the numbers may stand: what is seen of the picture. */
  readonly bounds: Rect;
}

const font = (context: CanvasRenderingContext2D, pixelRatio: number): void => {
  context.font = `600 ${fontPx * pixelRatio}px Inter, system-ui, sans-serif`;
};

/** Finds where the lines run and where their numbers stand. */
export function layOutIsolines(
  context: CanvasRenderingContext2D,
  view: ScreenView,
  picture: Size,
  lines: readonly IsolineResult[],
): IsolineDrawing {
  const { zoom, x, y, pixelRatio, width, height } = view;
  const onScreen: readonly NumberedLine[] = lines.map(({ points, firstStep, closed }) => ({
    number: firstStep,
    closed,
    points: points.map((value, i) => (i % 2 === 0 ? x : y) + value * zoom),
  }));
  const bounds = intersectRects(screenRect({ x: 0, y: 0, width: picture.width, height: picture.height }, view), {
    x: 0,
    y: 0,
    width,
    height,
  });
  if (!bounds) return { path: new Path2D(), numbers: [], bounds: { x: 0, y: 0, width: 0, height: 0 } };
  font(context, pixelRatio);
  const measure = (number: number): Size => ({ width: pillWidth(context, String(number), pixelRatio), height: heightPx * pixelRatio });
  const numbers = placeNumbers(onScreen, { bounds, measure, apartPx: heightPx * pixelRatio });
  const labelled = new Set(numbers.map(({ number }) => number));
  const path = new Path2D();
  for (const points of thinLines(onScreen, { size: { width, height }, apartPx: apartPx * pixelRatio, labelled }))
    for (let i = 0; i < points.length; i += 2) {
      if (i === 0) path.moveTo(points[i] as number, points[i + 1] as number);
      else path.lineTo(points[i] as number, points[i + 1] as number);
    }
  return { path, bounds, numbers };
}

function pillWidth(context: CanvasRenderingContext2D, text: string, pixelRatio: number): number {
  return Math.max(heightPx * pixelRatio, context.measureText(text).width + 2 * sidePx * pixelRatio);
}

/** Draws step lines, white within black so that they are seen on any picture. */
export function drawIsolines(context: CanvasRenderingContext2D, { pixelRatio }: ScreenView, { path }: IsolineDrawing): void {
  context.setLineDash([]);
  context.lineJoin = 'round';
  for (const { colour, widthPx } of [black, white]) {
    context.strokeStyle = colour;
    context.lineWidth = widthPx * pixelRatio;
    context.stroke(path);
  }
}

/** Draws the numbers of the step lines, and once what they mean. */
export function drawIsolineNumbers(
  context: CanvasRenderingContext2D,
  { pixelRatio }: ScreenView,
  { numbers, bounds }: IsolineDrawing,
): void {
  font(context, pixelRatio);
  const height = heightPx * pixelRatio;
  const pill = (text: string, left: number, middle: number, width: number) => {
    context.fillStyle = ground;
    context.beginPath();
    context.roundRect(left, middle - height / 2, width, height, height / 2);
    context.fill();
    context.fillStyle = '#fff';
    context.fillText(text, left + width / 2, middle + 0.5 * pixelRatio);
  };
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { number, x, y } of numbers) {
    const width = pillWidth(context, String(number), pixelRatio);
    pill(String(number), x - width / 2, y, width);
  }
  const outermost = numbers.reduce<PlacedNumber | null>((last, one) => (last && last.number >= one.number ? last : one), null);
  if (!outermost) return;
  const width = pillWidth(context, meaning, pixelRatio);
  const half = pillWidth(context, String(outermost.number), pixelRatio) / 2 + gapPx * pixelRatio;
  const clear = (left: number, middle: number) =>
    left >= bounds.x &&
    left + width <= bounds.x + bounds.width &&
    numbers.every(
      (other) => other === outermost || Math.abs(other.y - middle) >= height || other.x + half < left || other.x - half > left + width,
    );
  const left = [outermost.x + half, outermost.x - half - width].find((place) => clear(place, outermost.y));
  if (left !== undefined) pill(meaning, left, outermost.y, width);
}
