import type { Size } from '../../protocol/geometry';
import { keepsAt } from '../thresholds';

/** A line over a field: x, y, x, y … with the centres of its values at whole numbers. */
export interface ContourLine {
  readonly points: readonly number[];
  readonly closed: boolean;
}

/**
 * The lines between the values of a field that are above a level and those that are not (strictly, as float32: as the
 * engine compares). Marching squares: between two neighbours on different sides the line crosses their connection where
 * linear interpolation reaches the level, and nowhere else; a saddle is joined on the side of its four values' mean.
 */
export function contourLines(field: Float32Array, { width, height }: Size, level: number): ContourLine[] {
  const links = new Map<number, number[]>();
  const join = (a: number, b: number): void => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const known = links.get(from);
      if (known) known.push(to);
      else links.set(from, [to]);
    }
  };
  for (let y = 0; y + 1 < height; y++) {
    for (let x = 0; x + 1 < width; x++) {
      const at = y * width + x;
      const corners = [at, at + 1, at + width + 1, at + width].map((index) => keepsAt(field[index] as number, level));
      // Edges of the square in turn: top, right, bottom, left; even numbers lie along x, odd ones along y.
      const edges = [2 * at, 2 * (at + 1) + 1, 2 * (at + width), 2 * at + 1];
      const crossed = edges.filter((_, i) => corners[i] !== corners[(i + 1) % 4]);
      const [a, b, c, d] = crossed;
      if (a !== undefined && b !== undefined && c === undefined) join(a, b);
      if (a === undefined || b === undefined || c === undefined || d === undefined) continue;
      const mean =
        ((field[at] as number) + (field[at + 1] as number) + (field[at + width] as number) + (field[at + width + 1] as number)) / 4;
      // The corner between left and top is cut off where the middle belongs to the other two.
      if (corners[0] === keepsAt(mean, level)) {
        join(a, b);
        join(c, d);
      } else {
        join(d, a);
        join(b, c);
      }
    }
  }
  return follow(links).map(({ edges, closed }) => ({ closed, points: edges.flatMap((edge) => crossing(field, width, edge, level)) }));
}

/** Where the line crosses the connection of two neighbouring values. */
function crossing(field: Float32Array, width: number, edge: number, level: number): [number, number] {
  const at = edge >> 1;
  const alongY = edge % 2 === 1;
  const a = field[at] as number;
  const b = field[at + (alongY ? width : 1)] as number;
  const share = Math.min(1, Math.max(0, (level - a) / (b - a)));
  const x = at % width;
  const y = Math.floor(at / width);
  return alongY ? [x, y + share] : [x + share, y];
}

/** Strings the links together: open lines from end to end, then rings. Every edge has one or two links. */
function follow(links: ReadonlyMap<number, readonly number[]>): { edges: number[]; closed: boolean }[] {
  const seen = new Set<number>();
  const walk = (start: number): number[] => {
    const edges = [start];
    seen.add(start);
    for (
      let next = links.get(start)?.find((edge) => !seen.has(edge));
      next !== undefined;
      next = links.get(next)?.find((edge) => !seen.has(edge))
    ) {
      seen.add(next);
      edges.push(next);
    }
    return edges;
  };
  const open = [...links]
    .filter(([, to]) => to.length === 1)
    .flatMap(([edge]) => (seen.has(edge) ? [] : [{ edges: walk(edge), closed: false }]));
  const rings = [...links.keys()].flatMap((edge) => (seen.has(edge) ? [] : [{ edges: walk(edge), closed: true }]));
  return [...open, ...rings];
}
