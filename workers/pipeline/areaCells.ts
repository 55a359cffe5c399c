import type { Size } from '../protocol/geometry';
import type { AreaFrame } from './areaFrame';

/** Tells every pixel of the area with the latent cell that it lies in, row by row. */
export function eachPixel(area: Size, cells: Size, tell: (pixel: number, cell: number) => void): void {
  const columns = Int32Array.from({ length: area.width }, (_, x) => Math.floor((x * cells.width) / area.width));
  for (let y = 0, i = 0; y < area.height; y++) {
    const row = Math.floor((y * cells.height) / area.height) * cells.width;
    for (let x = 0; x < area.width; x++, i++) tell(i, row + (columns[x] as number));
  }
}

/** Whether pixel `i` of the area is the picture's own and not transparent: edges are extended beyond it. */
export function isSeen(i: number, { area, rect, source }: Pick<AreaFrame, 'area' | 'rect' | 'source'>): boolean {
  const x = area.x + (i % area.width);
  const y = area.y + Math.floor(i / area.width);
  return source[i * 4 + 3] !== 0 && x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
}
