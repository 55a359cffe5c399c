import { createStore } from 'zustand/vanilla';

/** Runs that were asked for together, as rows and columns; a cell's result may be discarded by now. */
export interface Grid {
  readonly title: string;
  readonly rows: readonly string[];
  /** One without a name where only the rows differ. */
  readonly columns: readonly string[];
  /** Results by their ids, row by row; null where none has come yet. */
  readonly cells: readonly (string | null)[];
  /** Of the document that all were frozen from. */
  readonly documentId: string;
}

export type GridShape = Pick<Grid, 'title' | 'rows' | 'columns'>;

/** Runs beside one another. */
export const rowOf = (title: string, runs: readonly { readonly words: string }[]): GridShape => ({
  title,
  rows: [''],
  columns: runs.map(({ words }) => words),
});

/** The last sweep; transient: its results stay in the list. */
export const gridStore = createStore<{ readonly grid: Grid | null }>(() => ({ grid: null }));

/** Begins a grid in the place of the last one. @returns what notes that a cell's result has come */
export function beginGrid(grid: Omit<Grid, 'cells'>): (cell: number, resultId: string) => void {
  let own: Grid = { ...grid, cells: grid.rows.flatMap(() => grid.columns.map(() => null)) };
  gridStore.setState({ grid: own });
  return (cell, resultId) => {
    const shown = gridStore.getState().grid === own;
    own = { ...own, cells: own.cells.map((id, i) => (i === cell ? resultId : id)) };
    if (shown) gridStore.setState({ grid: own });
  };
}
