/** Tiles along one side, in latent cells: where each begins; all are of one length and reach over their neighbours. */
export interface TileRow {
  readonly starts: readonly number[];
  readonly length: number;
}

/**
 * Covers a side with as few tiles as will do, spread evenly.
 * @param tile the longest a tile may be; with `fixed` each is exactly that, beyond the side's end where need be.
 * @param overlap the least that neighbours share; less than `tile`.
 */
export function layTiles(side: number, tile: number, overlap: number, fixed: boolean): TileRow {
  if (side <= tile) return { starts: [0], length: fixed ? tile : side };
  const count = Math.ceil((side - overlap) / (tile - overlap));
  const length = fixed ? tile : Math.ceil((side + (count - 1) * overlap) / count);
  return { starts: Array.from({ length: count }, (_, i) => Math.round((i * (side - length)) / (count - 1))), length };
}
