import type { Rect, Size } from '../../../workers/protocol/geometry';

/** A line on screen, x, y, x, y … in device pixels, and what is to be written at it. */
export interface LabelledLine {
  readonly points: ArrayLike<number>;
  readonly text: string;
}

/** Where a text stands: its middle and its box, upright. */
export interface PlacedLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly box: Rect;
}

/** A line shorter than this many widths of its label is left without one. */
const leastLineWidths = 1.6;
/** Free space around a label, as a share of its height. */
const gapPart = 0.35;

const meets = (a: Rect, b: Rect): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * Places a label on each line that is long enough: wholly within `bounds`, where the line runs most level, clear of every
 * other label. A line without such a place goes unlabelled. Longer lines choose first.
 * @param measure width and height of a text, in device pixels
 */
export function placeLabels(lines: readonly LabelledLine[], bounds: Rect, measure: (text: string) => Size): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const byLength = lines.map((line) => ({ ...line, lengthPx: lengthOf(line.points) })).sort((a, b) => b.lengthPx - a.lengthPx);
  for (const { points, text, lengthPx } of byLength) {
    const { width, height } = measure(text);
    if (lengthPx < leastLineWidths * width) continue;
    const gap = gapPart * height;
    const found = places(points).find(({ x, y }) => {
      const box = { x: x - width / 2 - gap, y: y - height / 2 - gap, width: width + 2 * gap, height: height + 2 * gap };
      const inside = box.x >= bounds.x && box.y >= bounds.y && box.x + box.width <= bounds.x + bounds.width && box.y + box.height <= bounds.y + bounds.height;
      return inside && placed.every((other) => !meets(box, other.box));
    });
    if (found) placed.push({ text, x: found.x, y: found.y, box: { x: found.x - width / 2, y: found.y - height / 2, width, height } });
  }
  return placed;
}

function lengthOf(points: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 2; i + 1 < points.length; i += 2) sum += Math.hypot((points[i] as number) - (points[i - 2] as number), (points[i + 1] as number) - (points[i - 1] as number));
  return sum;
}

/** Points of the line, the ones where it runs most level first; a fixed number of them, however long it is. */
function places(points: ArrayLike<number>): { x: number; y: number }[] {
  const count = points.length / 2;
  const tried = Math.min(count, 24);
  const reach = Math.max(1, Math.floor(count / 24));
  return Array.from({ length: tried }, (_, i) => {
    const at = Math.floor(((i + 0.5) * count) / tried);
    const before = Math.max(0, at - reach);
    const after = Math.min(count - 1, at + reach);
    const slope = Math.abs(Math.atan2((points[2 * after + 1] as number) - (points[2 * before + 1] as number), (points[2 * after] as number) - (points[2 * before] as number)));
    return { x: points[2 * at] as number, y: points[2 * at + 1] as number, steep: Math.min(slope, Math.PI - slope) };
  }).sort((a, b) => a.steep - b.steep);
}
