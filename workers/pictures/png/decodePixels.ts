import type { RowExpander } from './expand';
import { inflate } from './inflate';
import { filteredBytes, passesOf } from './passes';
import type { PngHeader } from './pngHeader';
import type { Turn } from './turn';
import { unfilter } from './unfilter';

/**
 * Unpacks, unfilters and expands the pixel data row by row as it comes out of the inflater, so that nothing but the picture
 * itself is held whole and no more than its rows is ever inflated.
 * @param data contents of the IDAT chunks, in order
 * @returns RGBA8, width × height × 4
 * @throws Fault 'bad-picture'
 */
export async function decodePixels(header: PngHeader, data: readonly Uint8Array[], expand: RowExpander, turn: Turn): Promise<Uint8Array> {
  const { width, height, channels, depth } = header;
  const rgba = new Uint8Array(width * height * 4);
  const passes = passesOf(header);
  const stride = Math.max(1, (channels * depth) >> 3);
  const total = filteredBytes(passes);
  let done = 0;
  let passIndex = 0;
  let passRow = 0;
  let pass = passes[0];
  let row = new Uint8Array((pass?.rowBytes ?? 0) + 1);
  let above = new Uint8Array(row.length);
  let filled = 0;

  for (const piece of inflate(data, total)) {
    let at = 0;
    while (at < piece.length && pass !== undefined) {
      const take = Math.min(piece.length - at, row.length - filled);
      row.set(piece.subarray(at, at + take), filled);
      at += take;
      filled += take;
      if (filled < row.length) break;
      const contents = row.subarray(1);
      unfilter(row[0] as number, contents, above.subarray(1), stride);
      expand(contents, pass, passRow, rgba);
      [row, above] = [above, row];
      filled = 0;
      passRow++;
      if (passRow === pass.height) {
        passIndex++;
        passRow = 0;
        pass = passes[passIndex];
        row = new Uint8Array((pass?.rowBytes ?? 0) + 1);
        above = new Uint8Array(row.length);
      }
    }
    done += piece.length;
    await turn(done / total);
  }
  return rgba;
}
