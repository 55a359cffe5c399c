import { createStore } from 'zustand/vanilla';
import { maximumSeed } from '../../../workers/protocol/recipe';

/** Most seeds that one press of Generate runs. */
export const maximumSeeds = 8;

/** How many seeds one press of Generate runs, 1…8. */
export const batchStore = createStore(() => ({ seeds: 1 }));

/** So many seeds, from the first one on; after the largest comes 0. */
export const seedsFrom = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => (first + i) % (maximumSeed + 1));
