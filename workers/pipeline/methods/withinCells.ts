import type { Size } from '../../protocol/geometry';

/**
 * The change map where the latent cell above a pixel is edited, 0 elsewhere.
 * @param changeMap one byte a pixel of `size`. @param edit one value a cell of `cells`, above 0 where it is edited.
 */
export function withinCells(changeMap: Uint8Array, size: Size, edit: Float32Array, cells: Size): Uint8Array {
  return changeMap.map((value, i) => {
    const row = Math.floor((Math.floor(i / size.width) * cells.height) / size.height);
    const column = Math.floor(((i % size.width) * cells.width) / size.width);
    return edit[row * cells.width + column] ? value : 0;
  });
}
