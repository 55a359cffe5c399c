import type { GridShape } from '../../document/results/grid';

/** Runs beside one another. */
export const rowOf = (title: string, runs: readonly { readonly words: string }[]): GridShape => ({
  title,
  rows: [''],
  columns: runs.map(({ words }) => words),
});
