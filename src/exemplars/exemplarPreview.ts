import type { Exemplar } from '../document/exemplar';

/** An exemplar's picture made small enough to draw on, by nearest pixels. */
interface ExemplarPreview {
  readonly width: number;
  readonly height: number;
  /** Straight alpha; what was cut out or cropped off is faint. */
  readonly rgba: Uint8Array;
  /** Pixels of the picture per pixel of the preview. */
  readonly scale: number;
}

/** Alpha of what does not show, against that of what does. */
const faint = 0.2;

/** The whole picture of an exemplar, its longest side at most `longestPx`. */
export function exemplarPreview(
  { picture, cutout, crop }: Pick<Exemplar, 'picture' | 'cutout' | 'crop'>,
  longestPx: number,
): ExemplarPreview {
  const scale = Math.max(1, picture.width / longestPx, picture.height / longestPx);
  const width = Math.max(1, Math.floor(picture.width / scale));
  const height = Math.max(1, Math.floor(picture.height / scale));
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0, to = 0; y < height; y += 1) {
    const row = Math.floor((y + 0.5) * scale);
    for (let x = 0; x < width; x += 1, to += 4) {
      const column = Math.floor((x + 0.5) * scale);
      const from = row * picture.width + column;
      const cropped = column < crop.x || row < crop.y || column >= crop.x + crop.width || row >= crop.y + crop.height;
      const share = cropped ? faint : Math.max(faint, (cutout?.[from] ?? 255) / 255);
      rgba.set(picture.rgba.subarray(from * 4, from * 4 + 4), to);
      rgba[to + 3] = Math.round((rgba[to + 3] as number) * share);
    }
  }
  return { width, height, rgba, scale };
}
