import type { Rect, Size } from '../../../workers/protocol/geometry';

/** A line on screen, x, y, x, y … in device pixels, and the number that is to be written on it. */
export interface NumberedLine {
  readonly points: ArrayLike<number>;
  readonly number: number;
  readonly closed: boolean;
}

/** Where a number stands: its middle. */
export interface PlacedNumber {
  readonly number: number;
  readonly x: number;
  readonly y: number;
}

/** How labels are spread out. */
interface LabelRoom {
  /** What the labels must lie within, in device pixels. */
  readonly bounds: Rect;
  /** Of a number's ground. */
  readonly measure: (number: number) => Size;
  /** Least distance between the middles of two neighbours, beside what their grounds take. */
  readonly apartPx: number;
}

/** Straight lines tried in each direction. */
const tried = 31;
/** A line that meets the straight one at a smaller angle than this (its sine) runs along it and cannot be labelled there. */
const leastSine = 0.5;

type Axis = 'x' | 'y';

interface Crossing {
  readonly number: number;
  /** Place along the straight line. */
  readonly at: number;
  /** 1: the line crosses at a right angle. */
  readonly sine: number;
}

/**
 * Places numbers along one straight line, upright or level, across as many of the lines as possible: in the order of the numbers, each
 * once, where the lines run across it, at least so far apart that they can be told; what does not fit goes unlabelled.
 */
export function placeNumbers(lines: readonly NumberedLine[], room: LabelRoom): readonly PlacedNumber[] {
  let best: { readonly score: number; readonly placed: readonly PlacedNumber[] } = { score: 0, placed: [] };
  for (const along of ['y', 'x'] as const) {
    const across: Axis = along === 'y' ? 'x' : 'y';
    const from = room.bounds[across];
    const span = across === 'x' ? room.bounds.width : room.bounds.height;
    for (let i = 0; i < tried; i += 1) {
      const place = from + (span * (i + 0.5)) / tried;
      const chain = longestChain(crossings(lines, across, place), along, room, place);
      // Among straight lines with as many numbers the one that is crossed most squarely, and then the middle one.
      const square = chain.reduce((sum, { sine }) => sum + sine, 0) / Math.max(1, chain.length);
      const score = chain.length + 0.5 * square - (0.3 * Math.abs(i - (tried - 1) / 2)) / tried;
      if (chain.length === 0 || score <= best.score) continue;
      const placed = chain.map(({ number, at }) => (along === 'y' ? { number, x: place, y: at } : { number, x: at, y: place }));
      best = { score, placed };
    }
  }
  return best.placed;
}

/** Where lines cross the straight one on which `across` is `place`. */
function crossings(lines: readonly NumberedLine[], across: Axis, place: number): readonly Crossing[] {
  const found: Crossing[] = [];
  const offset = across === 'x' ? 0 : 1;
  for (const { points, number, closed } of lines) {
    const count = points.length / 2;
    for (let i = 0; i + 1 < count + (closed ? 1 : 0); i += 1) {
      const next = (i + 1) % count;
      const a = points[2 * i + offset] as number;
      const b = points[2 * next + offset] as number;
      if (a < place === b < place) continue;
      const c = points[2 * i + 1 - offset] as number;
      const d = points[2 * next + 1 - offset] as number;
      found.push({ number, at: c + ((d - c) * (place - a)) / (b - a), sine: Math.abs(b - a) / Math.hypot(b - a, d - c) });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

/** The longest run of crossings whose numbers only rise, or only fall, far enough from one another and within the bounds. */
function longestChain(all: readonly Crossing[], along: Axis, { bounds, measure, apartPx }: LabelRoom, place: number): readonly Crossing[] {
  const side = (number: number, axis: Axis) => (axis === 'x' ? measure(number).width : measure(number).height);
  const from = bounds[along];
  const to = from + (along === 'x' ? bounds.width : bounds.height);
  const across: Axis = along === 'x' ? 'y' : 'x';
  const usable = all.filter(({ number, at, sine }) => {
    const half = side(number, along) / 2;
    const wide = side(number, across) / 2;
    const acrossTo = bounds[across] + (across === 'x' ? bounds.width : bounds.height);
    return sine >= leastSine && at - half >= from && at + half <= to && place - wide >= bounds[across] && place + wide <= acrossTo;
  });
  let best: readonly Crossing[] = [];
  for (const direction of [1, -1]) {
    const ends: (readonly Crossing[])[] = [];
    usable.forEach((crossing, i) => {
      let longest: readonly Crossing[] = [];
      for (let j = 0; j < i; j += 1) {
        const before = usable[j] as Crossing;
        const chain = ends[j] as readonly Crossing[];
        const needed = Math.max(apartPx, (side(before.number, along) + side(crossing.number, along)) / 2);
        const follows = (crossing.number - before.number) * direction > 0 && crossing.at - before.at >= needed;
        if (follows && chain.length > longest.length) longest = chain;
      }
      ends.push([...longest, crossing]);
    });
    for (const chain of ends) if (chain.length > best.length) best = chain;
  }
  return best;
}
