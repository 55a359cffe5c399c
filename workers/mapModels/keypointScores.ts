/** Where a keypoint is likeliest, in shares of the network's picture, and how sure that is, 0…1 for networks trained on 0…1. */
export interface Likeliest {
  readonly x: number;
  readonly y: number;
  readonly score: number;
}

function peak(scores: Float32Array): number {
  let best = 0;
  for (let i = 1; i < scores.length; i += 1) if ((scores[i] as number) > (scores[best] as number)) best = i;
  return best;
}

/** How far beside the highest of three neighbours their parabola has its top, −½…½. */
function beside(before: number, at: number, after: number): number {
  const bend = before - 2 * at + after;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0;
}

/** By SimCC's two lines of scores, one across and one down. @param across, down scores of one keypoint */
export function ofLines(across: Float32Array, down: Float32Array): Likeliest {
  const [column, row] = [peak(across), peak(down)];
  return {
    x: (column + 0.5) / across.length,
    y: (row + 0.5) / down.length,
    score: Math.min(across[column] ?? 0, down[row] ?? 0),
  };
}

/** From where on scores are taken for logits: heat maps are trained on 0…1. */
const highestShare = 1.5;
/** How many cells around the likeliest are counted as the same place where scores are logits. */
const reach = 2;

/**
 * By a map of scores. Logits are brought to 0…1: the share of the softmax that lies within two cells of its peak.
 * @param scores rows × columns
 */
export function ofHeat(scores: Float32Array, columns: number): Likeliest {
  const rows = scores.length / columns;
  const at = peak(scores);
  const [row, column] = [Math.floor(at / columns), at % columns];
  const top = scores[at] as number;
  // A border cell has no neighbours on both sides: it stands for itself.
  const along = (step: number, place: number, length: number): number =>
    place > 0 && place < length - 1 ? beside(scores[at - step] as number, top, scores[at + step] as number) : 0;
  let score = top;
  if (top > highestShare || scores.some((value) => value < -highestShare)) {
    let [near, all] = [0, 0];
    for (let i = 0; i < scores.length; i += 1) {
      const share = Math.exp((scores[i] as number) - top);
      all += share;
      if (Math.abs(Math.floor(i / columns) - row) <= reach && Math.abs((i % columns) - column) <= reach) near += share;
    }
    score = near / all;
  }
  return {
    x: (column + 0.5 + along(1, column, columns)) / columns,
    y: (row + 0.5 + along(columns, row, rows)) / rows,
    score,
  };
}
