import type { Tensor } from '../../protocol/tensor';
import type { TileRow } from './layTiles';
import { tileWeights } from './tileWeights';

/** How a network's input and output lie over the latent cells: values per cell along a side. */
export interface CellScale {
  readonly input: number;
  readonly output: number;
}

/**
 * Runs a network tile by tile over (1, C, height, width) and blends what it answers. Tiles that reach beyond the input
 * see its edge repeated; what they answer there is dropped.
 * @param run one tile of the input → its answer, (1, C', tile · output scale …).
 */
export async function runTiled(
  input: Tensor,
  rows: TileRow,
  columns: TileRow,
  scale: CellScale,
  run: (tile: Tensor) => Promise<Tensor>,
): Promise<Tensor> {
  const [, , inputHeight = 0, inputWidth = 0] = input.shape;
  const height = (inputHeight / scale.input) * scale.output;
  const width = (inputWidth / scale.input) * scale.output;
  const down = tileWeights(rows, scale.output);
  const across = tileWeights(columns, scale.output);
  let sum: { data: Float32Array; channels: number } | null = null;
  for (const [i, top] of rows.starts.entries()) {
    for (const [j, left] of columns.starts.entries()) {
      const answer = await run(cut(input, top * scale.input, left * scale.input, rows.length * scale.input, columns.length * scale.input));
      const channels = answer.shape[1] ?? 0;
      sum ??= { data: new Float32Array(channels * height * width), channels };
      const place = { top: top * scale.output, left: left * scale.output };
      addTile(sum.data, { height, width }, answer, place, down[i] ?? new Float32Array(), across[j] ?? new Float32Array());
    }
  }
  return { data: sum?.data ?? new Float32Array(), shape: [1, sum?.channels ?? 0, height, width] };
}

function cut({ data, shape }: Tensor, top: number, left: number, height: number, width: number): Tensor {
  const [, channels = 0, has = 0, wide = 0] = shape;
  const out = new Float32Array(channels * height * width);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      const from = (channel * has + Math.min(top + y, has - 1)) * wide;
      const to = (channel * height + y) * width;
      const there = Math.min(width, wide - left);
      out.set(data.subarray(from + left, from + left + there), to);
      if (there < width) out.fill(data[from + wide - 1] as number, to + there, to + width);
    }
  }
  return { data: out, shape: [1, channels, height, width] };
}

function addTile(
  sum: Float32Array,
  size: { height: number; width: number },
  tile: Tensor,
  place: { top: number; left: number },
  down: Float32Array,
  across: Float32Array,
): void {
  const [, channels = 0, height = 0, width = 0] = tile.shape;
  const rows = Math.min(height, size.height - place.top);
  const columns = Math.min(width, size.width - place.left);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < rows; y++) {
      const to = (channel * size.height + place.top + y) * size.width + place.left;
      const from = (channel * height + y) * width;
      const weight = down[y] as number;
      for (let x = 0; x < columns; x++)
        sum[to + x] = (sum[to + x] as number) + weight * (across[x] as number) * (tile.data[from + x] as number);
    }
  }
}
