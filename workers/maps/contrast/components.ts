import type { Size } from '../../protocol/geometry';

/** The connected parts of a set of pixels. */
export interface Components {
  /** For each pixel the number of its part, from 0 on in reading order; −1 outside the set. */
  readonly labels: Int32Array;
  /** Pixels of each part. */
  readonly areas: readonly number[];
}

/** The 8-connected parts of the pixels whose byte is not 0. Linear in the number of pixels. */
export function connectedComponents(set: Uint8Array, { width, height }: Size): Components {
  const labels = new Int32Array(width * height).fill(-1);
  const areas: number[] = [];
  const waiting = new Int32Array(width * height);
  for (let start = 0; start < labels.length; start++) {
    if (set[start] === 0 || labels[start] !== -1) continue;
    const label = areas.length;
    let [first, count] = [0, 1];
    waiting[0] = start;
    labels[start] = label;
    while (first < count) {
      const at = waiting[first++] as number;
      const x = at % width;
      const y = (at - x) / width;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (set[next] === 0 || labels[next] !== -1) continue;
          labels[next] = label;
          waiting[count++] = next;
        }
      }
    }
    areas.push(count);
  }
  return { labels, areas };
}
