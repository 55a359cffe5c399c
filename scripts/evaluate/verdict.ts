import type { Size } from '../../workers/protocol/geometry';
import type { JudgeLabels } from './judge';

export interface SeenThing {
  readonly kind: string;
  readonly colour: string;
  readonly place: Place;
  /** In cells of the judge's map. */
  readonly area: number;
}

export type Place = 'left' | 'middle' | 'right';

/** What a picture shows, in the captions' words. */
export interface Verdict {
  /** From the largest to the smallest. */
  readonly things: readonly SeenThing[];
  /** Mean probability of the likeliest class over all cells: near 1 where every cell looks like something of the world. */
  readonly certainty: number;
  /** How many cells the judge's map has. */
  readonly cells: number;
  /** "time", "style", "ground", "background" → word. */
  readonly whole: Readonly<Record<string, string>>;
}

/** Cells that a thing must fill to count as seen. */
const leastArea = 3;

/** Finds things in class scores (classes × rows × columns): cells vote for a kind, and the cells of that kind for its colour. */
export function thingsOf(
  scores: Float32Array,
  { width, height }: Size,
  labels: JudgeLabels,
): Pick<Verdict, 'things' | 'certainty' | 'cells'> {
  const cells = width * height;
  const votes = labels.kinds.map(() => ({ area: 0, x: 0, colours: labels.colours.map(() => 0) }));
  let certain = 0;
  for (let cell = 0; cell < cells; cell++) {
    const [best, probability] = likeliest(Array.from({ length: scores.length / cells }, (_, k) => scores[k * cells + cell] ?? 0));
    certain += probability;
    const thing = best - labels.firstThing;
    const vote = votes[Math.floor(thing / labels.colours.length)];
    if (thing < 0 || !vote) continue;
    vote.area += 1;
    vote.x += ((cell % width) + 0.5) / width;
    const colour = thing % labels.colours.length;
    vote.colours[colour] = (vote.colours[colour] ?? 0) + 1;
  }
  const things = votes
    .map(({ area, x, colours }, kind) => ({
      kind: labels.kinds[kind] ?? '',
      colour: labels.colours[colours.indexOf(Math.max(...colours))] ?? '',
      place: placeOf(x / area),
      area,
    }))
    .filter(({ area }) => area >= leastArea)
    .sort((one, other) => other.area - one.area);
  return { things, certainty: certain / cells, cells };
}

/** The likeliest word of each list; the lists' scores follow one another. */
export function wholeOf(scores: Float32Array, lists: JudgeLabels['whole']): Record<string, string> {
  let at = 0;
  return Object.fromEntries(
    Object.entries(lists).map(([name, words]) => {
      const [best] = likeliest([...scores.subarray(at, at + words.length)]);
      at += words.length;
      return [name, words[best] ?? ''];
    }),
  );
}

/** Things stand at 0.24, 0.5 and 0.76 of the width, give or take. */
/** @param x 0…1 across the picture. */
export function placeOf(x: number): Place {
  return x < 0.37 ? 'left' : x < 0.63 ? 'middle' : 'right';
}

function likeliest(scores: readonly number[]): readonly [index: number, probability: number] {
  const most = Math.max(...scores);
  return [scores.indexOf(most), 1 / scores.reduce((sum, score) => sum + Math.exp(score - most), 0)];
}
