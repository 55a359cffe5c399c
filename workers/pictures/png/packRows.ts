import { filterRow } from './filterRow';
import type { Turn } from './turn';

/** Filtered rows are handed to the encoder in pieces of about this size. */
const pieceBytes = 256 * 1024;

/** How to come by a row: writes row `y` into `row`. */
export type RowReader = (y: number, row: Uint8Array) => void;

/**
 * The rows of a picture, filtered, in pieces for the encoder.
 * @param channels bytes a pixel
 */
export async function* packRows(width: number, height: number, channels: number, read: RowReader, turn: Turn): AsyncGenerator<Uint8Array> {
  const rowBytes = width * channels;
  const rowsPerPiece = Math.max(1, Math.floor(pieceBytes / (rowBytes + 1)));
  const scratch = new Uint8Array(rowBytes);
  let row = new Uint8Array(rowBytes);
  let above = new Uint8Array(rowBytes);
  for (let top = 0; top < height; top += rowsPerPiece) {
    const rows = Math.min(rowsPerPiece, height - top);
    const piece = new Uint8Array(rows * (rowBytes + 1));
    for (let r = 0; r < rows; r++) {
      read(top + r, row);
      filterRow(row, above, channels, piece.subarray(r * (rowBytes + 1), (r + 1) * (rowBytes + 1)), scratch);
      [row, above] = [above, row];
    }
    await turn((top + rows) / height);
    yield piece;
  }
}
