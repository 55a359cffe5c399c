import type { Size } from '../../workers/protocol/geometry';
import type { Scene, SceneObject } from './scenes';

/** Coverage from which a pixel belongs to an object. */
const covered = 6;

/** The house that a scene's caption names by its colour; every fixture scene has one. */
export function houseOf(scene: Scene): SceneObject | null {
  return scene.objects.find((candidate) => candidate.kind === 'house' && scene.caption.includes(`${candidate.colour} house`)) ?? null;
}

/** A change map of the object and a margin around it (a fortieth of the side by default), where the new one may differ in its outline. */
export function around({ mask }: SceneObject, width: number, marginPx = Math.round(width / 42)): Uint8Array {
  const out = new Uint8Array(mask.length);
  mask.forEach((value, i) => {
    if (value < covered) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    for (let row = Math.max(0, y - marginPx); row <= Math.min(mask.length / width - 1, y + marginPx); row++) {
      out.fill(255, row * width + Math.max(0, x - marginPx), row * width + Math.min(width - 1, x + marginPx) + 1);
    }
  });
  return out;
}

/** A change map that is full on the object and falls evenly to 0 at `reachPx` from it. */
export function fadingAround({ mask }: SceneObject, { width, height }: Size, reachPx: number): Uint8Array {
  const out = new Uint8Array(mask.length);
  const within = (x: number, y: number): boolean => x >= 0 && x < width && (mask[y * width + x] ?? 0) >= covered;
  const inside = (i: number): boolean => within(i % width, Math.floor(i / width));
  // The nearest pixel of an object lies on its rim, unless one is on the object itself.
  const rim = [...mask.keys()]
    .filter(inside)
    .map((i) => [i % width, Math.floor(i / width)] as const)
    .filter(([x, y]) => !(within(x - 1, y) && within(x + 1, y) && within(x, y - 1) && within(x, y + 1)));
  for (let i = 0; i < out.length; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    let nearest = inside(i) ? 0 : reachPx * reachPx;
    if (nearest > 0) for (const [px, py] of rim) nearest = Math.min(nearest, (px - x) ** 2 + (py - y) ** 2);
    out[i] = Math.round(255 * (1 - Math.sqrt(nearest) / reachPx));
  }
  return out.subarray(0, width * height);
}

/** A change map that rises evenly from 0 at the left to 255 at the right. */
export function risingMap({ width, height }: Size): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => Math.round((255 * (i % width)) / (width - 1)));
}

/** RGB of a scene, three bytes a pixel. */
export function rgbOf({ rgba }: Scene): Uint8Array {
  return rgba.filter((_, i) => i % 4 !== 3);
}
