import type { Rect, Size } from '../../../workers/protocol/geometry';
import type { ScreenView } from '../scene/screenView';

/** The values of a rectangle of the map, row-major; the rectangle lies within the map. */
export type ReadMap = (rect: Rect) => Uint8Array | null;

/** Which cells a row of device pixels falls on, and how it lies between them: 0 is wholly the first, 256 wholly the second. */
interface Axis {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weight: Int32Array;
}

const clamp = (value: number, high: number): number => Math.min(high, Math.max(0, value));

/** `cellPx`: picture pixels a cell; beyond the map its last cells go on. */
function axis(from: number, count: number, origin: number, zoom: number, cellPx: number, cells: number, smooth: boolean): Axis {
  const first = new Int32Array(count);
  const second = new Int32Array(count);
  const weight = new Int32Array(count);
  for (let i = 0; i < count; i += 1) {
    const at = (from + i + 0.5 - origin) / zoom / cellPx;
    const low = smooth ? Math.floor(at - 0.5) : Math.floor(at);
    first[i] = clamp(low, cells - 1);
    second[i] = clamp(smooth ? low + 1 : low, cells - 1);
    weight[i] = smooth ? Math.round((at - 0.5 - low) * 256) : 0;
  }
  return { first, second, weight };
}

/** The largest value of each cell of `cellPx`² pixels, so that a thin stroke is not lost between device pixels. */
function maximumOfCells(values: Uint8Array, { width, height }: Size, cellPx: number): Uint8Array {
  if (cellPx === 1) return values;
  const columns = Math.ceil(width / cellPx);
  const cells = new Uint8Array(columns * Math.ceil(height / cellPx));
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / cellPx) * columns;
    for (let column = 0, at = y * width; column < columns; column += 1) {
      const end = y * width + Math.min(width, (column + 1) * cellPx);
      let most = cells[row + column] as number;
      for (; at < end; at += 1) if ((values[at] as number) > most) most = values[at] as number;
      cells[row + column] = most;
    }
  }
  return cells;
}

/**
 * The change map on a grid of device pixels, row-major over `rect`: smooth where the picture is shown smooth, square where its pixels are.
 * Null where all of it is 0. @param size of the map
 */
export function sampleMap(read: ReadMap, size: Size, view: ScreenView, rect: Rect): Uint8Array | null {
  const cellPx = Math.max(1, Math.floor(1 / view.zoom));
  const smooth = view.smooth || view.zoom < 1;
  const columns = axis(rect.x, rect.width, view.x, view.zoom, cellPx, Math.ceil(size.width / cellPx), smooth);
  const rows = axis(rect.y, rect.height, view.y, view.zoom, cellPx, Math.ceil(size.height / cellPx), smooth);
  const left = columns.first[0] as number;
  const top = rows.first[0] as number;
  const part: Rect = {
    x: left * cellPx,
    y: top * cellPx,
    width: Math.min(size.width, ((columns.second[rect.width - 1] as number) + 1) * cellPx) - left * cellPx,
    height: Math.min(size.height, ((rows.second[rect.height - 1] as number) + 1) * cellPx) - top * cellPx,
  };
  const values = read(part);
  if (!values || values.every((value) => value === 0)) return null;
  const cells = maximumOfCells(values, part, cellPx);
  const stride = Math.ceil(part.width / cellPx);
  const out = new Uint8Array(rect.width * rect.height);
  for (let y = 0, at = 0; y < rect.height; y += 1) {
    const above = ((rows.first[y] as number) - top) * stride - left;
    const below = ((rows.second[y] as number) - top) * stride - left;
    const down = rows.weight[y] as number;
    for (let x = 0; x < rect.width; x += 1, at += 1) {
      const a = columns.first[x] as number;
      const b = columns.second[x] as number;
      const across = columns.weight[x] as number;
      const high = ((cells[above + a] as number) << 8) + ((cells[above + b] as number) - (cells[above + a] as number)) * across;
      const low = ((cells[below + a] as number) << 8) + ((cells[below + b] as number) - (cells[below + a] as number)) * across;
      out[at] = ((high << 8) + (low - high) * down + 32768) >> 16;
    }
  }
  return out;
}
