import { Fault } from '../../workers/protocol/faults';
import type { Rect } from '../../workers/protocol/geometry';
import { intersectRects } from '../../workers/maps/rects';
import type { Layer, Picture } from './documentState';
import { documentStore } from './documentStore';
import { tr } from '../../workers/texts/texts';

/** What of a layer its pixels need. */
export type Patch = Pick<Layer, 'rect' | 'rgba' | 'coverage' | 'opacity'>;

/**
 * Copies a patch's pixels over `target` (RGBA of `area`) wherever its coverage is not 0: bytes, no blending. Only an opacity below 1
 * mixes them with what lies below.
 */
export function pastePatch(target: Uint8Array, area: Rect, patch: Patch): void {
  const part = intersectRects(area, patch.rect);
  const { opacity = 1 } = patch;
  if (!part || opacity <= 0) return;
  const weigh = (below: number, above: number): number => (opacity >= 1 ? above : Math.round(below + (above - below) * opacity));
  for (let y = part.y; y < part.y + part.height; y += 1) {
    let from = (y - patch.rect.y) * patch.rect.width + part.x - patch.rect.x;
    let to = ((y - area.y) * area.width + part.x - area.x) * 4;
    for (let x = 0; x < part.width; x += 1, from += 1, to += 4) {
      if (patch.coverage[from] === 0) continue;
      const source = from * 4;
      target[to] = weigh(target[to] as number, patch.rgba[source] as number);
      target[to + 1] = weigh(target[to + 1] as number, patch.rgba[source + 1] as number);
      target[to + 2] = weigh(target[to + 2] as number, patch.rgba[source + 2] as number);
      target[to + 3] = weigh(target[to + 3] as number, patch.rgba[source + 3] as number);
    }
  }
}

/** RGBA of a rectangle within the picture: the picture's bytes under the visible layers, from bottom to top. */
export function flattenRect(picture: Picture, layers: readonly Layer[], area: Rect): Uint8Array<ArrayBuffer> {
  const target = new Uint8Array(area.width * area.height * 4);
  for (let y = 0; y < area.height; y += 1) {
    const from = ((area.y + y) * picture.width + area.x) * 4;
    target.set(picture.rgba.subarray(from, from + area.width * 4), y * area.width * 4);
  }
  for (const layer of layers) if (layer.visible) pastePatch(target, area, layer);
  return target;
}

/** The source of the next run and of the export: the whole document flattened, RGBA with straight alpha. */
export function flattenDocument(): Uint8Array {
  const { picture, layers } = documentStore.getState();
  if (!picture) throw new Fault('bad-picture', tr`There is no picture to flatten.`, tr`Open a picture or choose a sample.`);
  return flattenRect(picture, layers, { x: 0, y: 0, width: picture.width, height: picture.height });
}
