import { createStore } from 'zustand/vanilla';
import { maximumSeed } from '../../../workers/protocol/recipe';

/** Most seeds that one press of Generate runs. */
export const maximumSeeds = 8;

/** How many seeds one press of Generate runs, 1…8. */
export const batchStore = createStore(() => ({ seeds: 1 }));

/** How many of them are computed at once, where the model's pictures are small enough. */
const seedsAtOnce = 4;

/** For each of a row of seeds, those that are computed with it: the first of every few has the others of its few. */
export const computedWith = (seeds: readonly number[]): readonly (readonly number[])[] =>
  seeds.map((_, at) => (at % seedsAtOnce === 0 ? seeds.slice(at + 1, at + seedsAtOnce) : []));

/** So many seeds, from the first one on; after the largest comes 0. */
export const seedsFrom = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => (first + i) % (maximumSeed + 1));
