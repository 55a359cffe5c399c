import type { TileRow } from './layTiles';

/**
 * How much each tile counts at each of its places along one side. Over an overlap a tile fades in where its neighbour
 * fades out, smoothly, within the middle half: at its very edge, where its network saw a border that is none, a tile does
 * not count at all. All tiles together count 1 everywhere.
 * @param scale places per cell.
 */
export function tileWeights({ starts, length }: TileRow, scale: number): readonly Float32Array[] {
  const places = length * scale;
  const weights = starts.map((start, i) => {
    const before = starts[i - 1];
    const after = starts[i + 1];
    const into = before === undefined ? 0 : (before + length - start) * scale;
    const out = after === undefined ? 0 : (start + length - after) * scale;
    return Float32Array.from(
      { length: places },
      (_, place) => (into > 0 ? fade((place + 0.5) / into) : 1) * (out > 0 ? fade((places - place - 0.5) / out) : 1),
    );
  });
  const total = new Float32Array(((starts.at(-1) ?? 0) + length) * scale);
  const each = (visit: (own: Float32Array, place: number, at: number) => void): void =>
    weights.forEach((own, i) => own.forEach((_, place) => visit(own, place, (starts[i] ?? 0) * scale + place)));
  each((own, place, at) => (total[at] = (total[at] as number) + (own[place] as number)));
  each((own, place, at) => (own[place] = (own[place] as number) / (total[at] as number)));
  return weights;
}

/** 0 in the first quarter, 1 from the third on, a smooth step between; fade(t) + fade(1 − t) = 1. */
function fade(t: number): number {
  const x = Math.min(1, Math.max(0, 2 * t - 0.5));
  return x * x * (3 - 2 * x);
}
