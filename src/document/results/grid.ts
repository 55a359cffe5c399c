import { z } from 'zod';
import { maximumWaiting } from '../limits';

/** Most grids that are kept, of all documents together. */
export const maximumGrids = 20;
const longestName = 200;

const id = z.string().max(200);
const names = z.array(z.string().max(longestName)).min(1).max(maximumWaiting).readonly();

/** Runs that were asked for together, as rows and columns; it is kept with the document, and its cells' pixels are the results' own. */
export const gridSchema = z
  .strictObject({
    id,
    /** Of the document that all were frozen from. */
    documentId: id,
    title: z.string().max(longestName),
    rows: names,
    /** One without a name where only the rows differ. */
    columns: names,
    /** Results by their ids, row by row; null where none has come. A result that was let go is not there any more. */
    cells: z.array(id.nullable()).max(maximumWaiting).readonly(),
  })
  .refine(({ rows, columns, cells }) => cells.length === rows.length * columns.length, 'It has not as many cells as rows and columns.');

export type Grid = Readonly<z.infer<typeof gridSchema>>;
export type GridShape = Pick<Grid, 'title' | 'rows' | 'columns'>;

/** Names as long as a saved document holds them. */
export const shortShape = ({ title, rows, columns }: GridShape): GridShape => ({
  title: title.slice(0, longestName),
  rows: rows.map((row) => row.slice(0, longestName)),
  columns: columns.map((column) => column.slice(0, longestName)),
});
