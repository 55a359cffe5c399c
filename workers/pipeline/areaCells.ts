import type { Size } from '../protocol/geometry';
import type { AreaFrame } from './areaFrame';

/** The latent cell of pixel `i` of the area. */
export function cellAt(i: number, area: Size, cells: Size): number {
  const row = Math.floor((Math.floor(i / area.width) * cells.height) / area.height);
  return row * cells.width + Math.floor(((i % area.width) * cells.width) / area.width);
}

/** Whether pixel `i` of the area is the picture's own and not transparent: edges are extended beyond it. */
export function isSeen(i: number, { area, rect, source }: Pick<AreaFrame, 'area' | 'rect' | 'source'>): boolean {
  const x = area.x + (i % area.width);
  const y = area.y + Math.floor(i / area.width);
  return source[i * 4 + 3] !== 0 && x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
}
