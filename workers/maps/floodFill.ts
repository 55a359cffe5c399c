import type { Rect, Size } from '../protocol/geometry';
import type { Coverage } from './polygonCoverage';
import type { Picture } from './sources/pictureRegion';

interface Position {
  readonly x: number;
  readonly y: number;
}

export interface FillSettings {
  /** 0…1: how far from the pixel that was clicked a pixel may be. */
  readonly tolerance: number;
  /** True: only what hangs together with that pixel (four neighbours); false: everything alike. */
  readonly contiguous: boolean;
}

/** Pixels of a map like the one at `at`: |v − v₀| ≤ tolerance·255. Null where `at` lies outside. */
export function fillMap(values: Uint8Array, size: Size, at: Position, { tolerance, contiguous }: FillSettings): Coverage | null {
  const start = startIndex(size, at);
  if (start === null) return null;
  const seed = values[start] as number;
  const most = tolerance * 255;
  return region(size, start, contiguous, (i) => Math.abs((values[i] as number) - seed) <= most);
}

/**
 * Pixels of a picture like the one at `at`: the largest difference of red, green, blue and alpha ≤ tolerance·255; where both are
 * transparent, colour does not count.
 */
export function fillPicture({ rgba, ...size }: Picture, at: Position, { tolerance, contiguous }: FillSettings): Coverage | null {
  const start = startIndex(size, at);
  if (start === null) return null;
  const [r, g, b, a] = rgba.subarray(4 * start, 4 * start + 4) as unknown as [number, number, number, number];
  const most = tolerance * 255;
  return region(size, start, contiguous, (i) => {
    const p = 4 * i;
    const alpha = rgba[p + 3] as number;
    if (Math.abs(alpha - a) > most) return false;
    if (alpha === 0 && a === 0) return true;
    return (
      Math.abs((rgba[p] as number) - r) <= most &&
      Math.abs((rgba[p + 1] as number) - g) <= most &&
      Math.abs((rgba[p + 2] as number) - b) <= most
    );
  });
}

function startIndex({ width, height }: Size, { x, y }: Position): number | null {
  const inside = x >= 0 && y >= 0 && x < width && y < height;
  return inside ? Math.floor(y) * width + Math.floor(x) : null;
}

function region(size: Size, start: number, contiguous: boolean, alike: (index: number) => boolean): Coverage {
  const covered = new Uint8Array(size.width * size.height);
  const box = contiguous ? flood(covered, size, start, alike) : everywhere(covered, size, alike);
  const coverage = new Uint8Array(box.width * box.height);
  for (let row = 0; row < box.height; row++) {
    const from = (box.y + row) * size.width + box.x;
    coverage.set(covered.subarray(from, from + box.width), row * box.width);
  }
  return { rect: box, coverage };
}

function everywhere(covered: Uint8Array, { width, height }: Size, alike: (index: number) => boolean): Rect {
  const box = new Box();
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (!alike(i)) continue;
      covered[i] = 255;
      box.add(x, x, y);
    }
  }
  return box.rect();
}

/** Fills span by span: a whole run of a row at once, then the beginnings of runs above and below it. */
function flood(covered: Uint8Array, { width, height }: Size, start: number, alike: (index: number) => boolean): Rect {
  const box = new Box();
  const pending = [start];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (covered[at]) continue;
    const y = Math.floor(at / width);
    const row = y * width;
    let left = at;
    while (left > row && !covered[left - 1] && alike(left - 1)) left -= 1;
    let right = at;
    while (right + 1 < row + width && !covered[right + 1] && alike(right + 1)) right += 1;
    covered.fill(255, left, right + 1);
    box.add(left - row, right - row, y);
    for (const step of [-width, width]) {
      if ((step < 0 && y === 0) || (step > 0 && y === height - 1)) continue;
      let inRun = false;
      for (let i = left + step; i <= right + step; i++) {
        const open = !covered[i] && alike(i);
        if (open && !inRun) pending.push(i);
        inRun = open;
      }
    }
  }
  return box.rect();
}

class Box {
  private left = Number.POSITIVE_INFINITY;
  private right = -1;
  private top = Number.POSITIVE_INFINITY;
  private bottom = -1;

  add(left: number, right: number, y: number): void {
    if (left < this.left) this.left = left;
    if (right > this.right) this.right = right;
    if (y < this.top) this.top = y;
    if (y > this.bottom) this.bottom = y;
  }

  rect(): Rect {
    return { x: this.left, y: this.top, width: this.right - this.left + 1, height: this.bottom - this.top + 1 };
  }
}
