import { paeth } from './unfilter';

/** Filters that are tried: none, sub, up, Paeth. Average hardly ever wins. */
const tried = [0, 1, 2, 4] as const;

const cost = (byte: number): number => (byte < 128 ? byte : 256 - byte);

/**
 * Writes a row's filter byte and its filtered bytes, taking the filter with the least sum of absolute differences, the
 * specification's own advice (12.8).
 * @param row the row as it is
 * @param above the row above; zeros for the first
 * @param stride bytes to the pixel on the left
 * @param out row.length + 1 bytes
 * @param scratch row.length bytes, overwritten
 */
export function filterRow(row: Uint8Array, above: Uint8Array, stride: number, out: Uint8Array, scratch: Uint8Array): void {
  const size = row.length;
  let least = Infinity;
  for (const filter of tried) {
    let sum = 0;
    if (filter === 0) {
      for (let i = 0; i < size; i++) sum += cost((scratch[i] = row[i] as number));
    } else if (filter === 1) {
      for (let i = 0; i < size; i++)
        sum += cost((scratch[i] = ((row[i] as number) - (i < stride ? 0 : (row[i - stride] as number))) & 255));
    } else if (filter === 2) {
      for (let i = 0; i < size; i++) sum += cost((scratch[i] = ((row[i] as number) - (above[i] as number)) & 255));
    } else {
      for (let i = 0; i < size; i++) {
        const guess = i < stride ? (above[i] as number) : paeth(row[i - stride] as number, above[i] as number, above[i - stride] as number);
        sum += cost((scratch[i] = ((row[i] as number) - guess) & 255));
      }
    }
    if (sum >= least) continue;
    least = sum;
    out[0] = filter;
    out.set(scratch, 1);
  }
}
