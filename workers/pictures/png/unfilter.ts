import { damaged } from '../import/byteReader';
import { tr } from '../../texts/texts';

/** Paeth's predictor of the PNG specification (9.4): of left, up and up-left, the one nearest to left + up − up-left. */
export function paeth(left: number, up: number, upLeft: number): number {
  const p = left + up - upLeft;
  const toLeft = Math.abs(p - left);
  const toUp = Math.abs(p - up);
  const toUpLeft = Math.abs(p - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

/**
 * Undoes a row's filter in place.
 * @param row the row's bytes without the filter byte
 * @param above the row above, unfiltered; zeros for the first row of a pass
 * @param stride bytes to the pixel on the left, at least 1
 * @throws Fault 'bad-picture' for a filter that does not exist
 */
export function unfilter(filter: number, row: Uint8Array, above: Uint8Array, stride: number): void {
  const size = row.length;
  if (filter === 0) return;
  if (filter === 1) {
    for (let i = stride; i < size; i++) row[i] = (row[i] as number) + (row[i - stride] as number);
  } else if (filter === 2) {
    for (let i = 0; i < size; i++) row[i] = (row[i] as number) + (above[i] as number);
  } else if (filter === 3) {
    for (let i = 0; i < size; i++) {
      const left = i < stride ? 0 : (row[i - stride] as number);
      row[i] = (row[i] as number) + ((left + (above[i] as number)) >> 1);
    }
  } else if (filter === 4) {
    for (let i = 0; i < size; i++) {
      const left = i < stride ? 0 : (row[i - stride] as number);
      const upLeft = i < stride ? 0 : (above[i - stride] as number);
      row[i] = (row[i] as number) + paeth(left, above[i] as number, upLeft);
    }
  } else {
    throw damaged(tr`a row has the filter ${filter}, which PNG does not have`);
  }
}
