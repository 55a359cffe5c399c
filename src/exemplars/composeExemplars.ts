import { placedBounds } from '../../workers/maps/exemplars/placement';
import { renderPlaced } from '../../workers/maps/exemplars/renderPlaced';
import type { Rect, Size } from '../../workers/protocol/geometry';
import type { Exemplar } from '../document/exemplar';
import { intersectRects } from '../../workers/maps/rects';

/** One exemplar over the whole scene: RGBA with straight alpha, transparent where it does not lie. */
export function exemplarOverScene(exemplar: Exemplar, scene: Size): Uint8Array {
  const out = new Uint8Array(scene.width * scene.height * 4);
  const rect = placedBounds(exemplar.placement, exemplar.crop, scene);
  if (!rect) return out;
  const shown = renderPlaced(exemplar, rect);
  for (let y = 0; y < rect.height; y += 1)
    out.set(shown.subarray(y * rect.width * 4, (y + 1) * rect.width * 4), ((rect.y + y) * scene.width + rect.x) * 4);
  return out;
}

/** Lays the visible exemplars, from bottom to top, over `rgba` (RGBA of `rect`, written to): what the model will be given to encode. */
export function composeExemplars(rgba: Uint8Array, rect: Rect, exemplars: readonly Exemplar[], scene: Size): void {
  for (const exemplar of exemplars) {
    const box = exemplar.visible ? placedBounds(exemplar.placement, exemplar.crop, scene) : null;
    const part = box && intersectRects(box, rect);
    if (part) layOver(rgba, rect, renderPlaced(exemplar, part), part);
  }
}

/** out = over·α + under·(1 − α), rounded; the alpha below stays. */
function layOver(under: Uint8Array, rect: Rect, over: Uint8Array, part: Rect): void {
  for (let y = 0, from = 0; y < part.height; y += 1) {
    let to = ((part.y - rect.y + y) * rect.width + part.x - rect.x) * 4;
    for (let x = 0; x < part.width; x += 1, from += 4, to += 4) {
      const alpha = over[from + 3] as number;
      if (alpha === 0) continue;
      for (let c = 0; c < 3; c += 1)
        under[to + c] = Math.round(((over[from + c] as number) * alpha + (under[to + c] as number) * (255 - alpha)) / 255);
    }
  }
}
