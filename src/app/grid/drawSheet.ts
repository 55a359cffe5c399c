import { Fault } from '../../../workers/protocol/faults';
import type { Patch } from '../../document/flatten';
import type { Grid } from '../../document/results/grid';
import { tr } from '../../../workers/texts/texts';

/** Most pixels along a side of the sheet: what every browser's canvas can hold. */
const largestPx = 4096;
const gapPx = 8;
const labelPx = 28;
/** Of the names of rows, which stand beside them. */
const rowLabelPx = 180;
const font = '16px system-ui, sans-serif';

/** How large cells are, and the sheet around them, in pixels. */
export function sheetSize(
  { rows, columns }: Pick<Grid, 'rows' | 'columns'>,
  cell: { readonly width: number; readonly height: number },
): { readonly left: number; readonly cellWidth: number; readonly cellHeight: number; readonly width: number; readonly height: number } {
  const left = rows.some((row) => row !== '') ? rowLabelPx : gapPx;
  const scale = Math.min(
    1,
    (largestPx - left - columns.length * gapPx) / (columns.length * cell.width),
    (largestPx - labelPx - rows.length * gapPx) / (rows.length * cell.height),
  );
  const [cellWidth, cellHeight] = [cell.width, cell.height].map((side) => Math.max(1, Math.floor(side * scale))) as [number, number];
  return {
    ...{ left, cellWidth, cellHeight },
    width: left + columns.length * (cellWidth + gapPx),
    height: labelPx + rows.length * (cellHeight + gapPx),
  };
}

/**
 * Draws a grid with its names as one PNG; cells without a result stay empty. It is a picture of the results, for looking at: each one's
 * own bytes are in its own export.
 * @param cells row by row @throws Fault `bad-picture` where there is none, or the browser writes no picture
 */
export async function drawSheet(grid: Grid, cells: readonly (Patch | null)[]): Promise<Blob> {
  const there = cells.filter((cell) => cell !== null);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (there.length === 0 || !context) throw new Fault('bad-picture', tr`There is nothing to export yet.`, tr`Wait for the first result.`);
  const largest = {
    width: Math.max(...there.map(({ rect }) => rect.width)),
    height: Math.max(...there.map(({ rect }) => rect.height)),
  };
  const { left, cellWidth, cellHeight, width, height } = sheetSize(grid, largest);
  canvas.width = width;
  canvas.height = height;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#000000';
  context.font = font;
  context.textBaseline = 'middle';
  grid.columns.forEach((name, x) => context.fillText(name, left + x * (cellWidth + gapPx), labelPx / 2, cellWidth));
  grid.rows.forEach((name, y) => context.fillText(name, gapPx, labelPx + (y + 0.5) * (cellHeight + gapPx), rowLabelPx - 2 * gapPx));
  for (const [i, cell] of cells.entries()) {
    if (!cell) continue;
    const { rect, rgba } = cell;
    const pixels = await createImageBitmap(new ImageData(new Uint8ClampedArray(rgba), rect.width, rect.height));
    const [x, y] = [i % grid.columns.length, Math.floor(i / grid.columns.length)];
    const scale = Math.min(cellWidth / rect.width, cellHeight / rect.height);
    context.drawImage(pixels, left + x * (cellWidth + gapPx), labelPx + y * (cellHeight + gapPx), rect.width * scale, rect.height * scale);
    pixels.close();
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Fault('bad-picture', tr`The browser could not write the grid as a picture.`, tr`Compare fewer runs at once.`);
  return blob;
}
