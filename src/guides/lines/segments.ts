import type { Segment } from '../../../workers/protocol/mapSources';
import type { PickedSegment } from '../../document/guide';
import { tr } from '../../../workers/texts/texts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Lines whose ends both lie no further apart than this, in pixels, are taken for the same one. */
const samePx = 4;

export const lengthPx = ({ x1, y1, x2, y2 }: Segment): number => Math.hypot(x2 - x1, y2 - y1);

/** From level (0) over rising to the right (45) to upright (90), in whole degrees, −89…90. */
function slopeDegrees({ x1, y1, x2, y2 }: Segment): number {
  const degrees = Math.round((Math.atan2(y1 - y2, x2 - x1) * 180) / Math.PI);
  return degrees > 90 ? degrees - 180 : degrees <= -90 ? degrees + 180 : degrees;
}

/** A line in a few words: "120 px, level". */
export function inWords(segment: Segment): string {
  const degrees = slopeDegrees(segment);
  const way = degrees === 0 ? tr`level` : degrees === 90 ? tr`upright` : `${degrees < 0 ? '−' : ''}${Math.abs(degrees)}°`;
  return `${Math.round(lengthPx(segment))} px, ${way}`;
}

/** How far a place is from a line, in pixels. */
export function distancePx({ x1, y1, x2, y2 }: Segment, { x, y }: Point): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = dx === 0 && dy === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
}

/** The line nearest to a place and no further from it than `within`, in pixels; −1 where there is none. */
export function nearestSegment(segments: readonly Segment[], at: Point, within: number): number {
  let [best, least] = [-1, within];
  segments.forEach((segment, i) => {
    const distance = distancePx(segment, at);
    if (distance <= least) [best, least] = [i, distance];
  });
  return best;
}

/** Lines found anew: those that had been left out before stay left out. */
export function pickedAgain(found: readonly Segment[], before: readonly PickedSegment[]): readonly PickedSegment[] {
  const out = before.filter(({ kept }) => !kept);
  return found.map(({ x1, y1, x2, y2 }) => ({ x1, y1, x2, y2, kept: !out.some((other) => isSame({ x1, y1, x2, y2 }, other)) }));
}

function isSame(a: Segment, b: Segment): boolean {
  const ends = (x1: number, y1: number, x2: number, y2: number) =>
    Math.hypot(a.x1 - x1, a.y1 - y1) <= samePx && Math.hypot(a.x2 - x2, a.y2 - y2) <= samePx;
  return ends(b.x1, b.y1, b.x2, b.y2) || ends(b.x2, b.y2, b.x1, b.y1);
}
