import type { KeyedPicture } from '../engine/keyedPicture';
import type { DocumentState } from '../document/documentState';
import { flattenRect } from '../document/flatten';

let count = 0;

/**
 * The visible layers flattened and made smaller, for previews: each row is one of the scene's, along which colours are averaged.
 * `sidePx`: its longest side; a smaller scene stays as it is.
 */
export function reducedScene(
  { picture, layers }: Pick<DocumentState, 'picture' | 'layers'>,
  sidePx: number,
): (KeyedPicture & { readonly scale: number }) | null {
  if (!picture) return null;
  const scale = Math.min(1, sidePx / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    const from = Math.min(picture.height - 1, Math.floor(((y + 0.5) * picture.height) / height));
    averageRow(
      flattenRect(picture, layers, { x: 0, y: from, width: picture.width, height: 1 }),
      rgba.subarray(y * width * 4, (y + 1) * width * 4),
    );
  }
  count += 1;
  return { key: `reduced scene ${count}`, width, height, rgba, scale };
}

function averageRow(row: Uint8Array, out: Uint8Array): void {
  const width = out.length / 4;
  const long = row.length / 4;
  for (let x = 0; x < width; x += 1) {
    const begin = Math.floor((x * long) / width);
    const end = Math.max(begin + 1, Math.floor(((x + 1) * long) / width));
    for (let c = 0; c < 4; c += 1) {
      let sum = 0;
      for (let i = begin; i < end; i += 1) sum += row[i * 4 + c] as number;
      out[x * 4 + c] = Math.round(sum / (end - begin));
    }
  }
}
