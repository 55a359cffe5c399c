import type { DocumentState } from '../documentState';
import { documentStore } from '../documentStore';
import { write } from '../write';
import { maximumGrids, shortShape, type Grid, type GridShape } from './grid';

type Kept = Pick<DocumentState, 'results' | 'grids'>;

/** How many of a grid's results are still there. */
export const cellsThere = ({ cells }: Grid, results: DocumentState['results']): number =>
  cells.filter((cell) => results.some(({ id }) => id === cell)).length;

/** The grids of which anything is still there, newest first. */
const living = ({ results, grids }: Kept): readonly Grid[] => grids.filter((grid) => cellsThere(grid, results) > 0);

/** The grids of the document on the table that hold a result, newest first. */
export const ownGrids = (state: DocumentState): readonly Grid[] =>
  living(state).filter(({ documentId }) => documentId === state.documentId);

/**
 * Begins a grid of a document, empty; those of which nothing is left are forgotten, and so are the oldest of too many. Not undoable: it
 * follows the results. Returns its id.
 */
export function addGrid(shape: GridShape, documentId: string): string {
  const id = crypto.randomUUID();
  const { title, rows, columns } = shortShape(shape);
  const grid = { id, documentId, title, rows, columns, cells: rows.flatMap(() => columns.map(() => null)) };
  write({ grids: [grid, ...living(documentStore.getState())].slice(0, maximumGrids) });
  return id;
}

/** Notes that a cell's result has come. An unknown grid does nothing. */
export function setCell(gridId: string, cell: number, resultId: string): void {
  const { grids } = documentStore.getState();
  if (!grids.some(({ id }) => id === gridId)) return;
  write({
    grids: grids.map((grid) => (grid.id === gridId ? { ...grid, cells: grid.cells.map((id, i) => (i === cell ? resultId : id)) } : grid)),
  });
}
