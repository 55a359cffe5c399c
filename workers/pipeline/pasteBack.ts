import { pasteAlpha } from '../maps/pasteAlpha';
import type { AreaFrame } from './areaFrame';

export interface Pasted {
  /** RGBA of the frame's `rect`. */
  readonly rgba: Uint8Array;
  /** One byte a pixel of `rect`: 255 where the change map is not 0. */
  readonly coverage: Uint8Array;
}

/**
 * Mixes the edited area into the source: `rgb = source + alpha · (edited − source)`, rounded once. Where the change map
 * is 0 the source's bytes are copied and no arithmetic touches them; alpha is the source's everywhere.
 * @param changeMap of the area, one byte a pixel: the maximum over all the maps that took part.
 * @param edited RGB of the area, three bytes a pixel.
 */
export function pasteBack(
  frame: Pick<AreaFrame, 'area' | 'rect' | 'source'>,
  changeMap: Uint8Array,
  edited: Uint8Array,
  edgeSoftnessPx: number,
): Pasted {
  const { area, rect, source } = frame;
  const alpha = pasteAlpha(changeMap, area, edgeSoftnessPx);
  const rgba = new Uint8Array(rect.width * rect.height * 4);
  const coverage = new Uint8Array(rect.width * rect.height);
  for (let row = 0; row < rect.height; row++) {
    const first = (rect.y - area.y + row) * area.width + rect.x - area.x;
    rgba.set(source.subarray(first * 4, (first + rect.width) * 4), row * rect.width * 4);
    for (let column = 0; column < rect.width; column++) {
      const from = first + column;
      const to = row * rect.width + column;
      if (changeMap[from] === 0) continue;
      coverage[to] = 255;
      for (let channel = 0; channel < 3; channel++) {
        const own = source[from * 4 + channel] as number;
        rgba[to * 4 + channel] = Math.round(own + (alpha[from] as number) * ((edited[from * 3 + channel] as number) - own));
      }
    }
  }
  return { rgba, coverage };
}
