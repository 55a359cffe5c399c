import type { Tensor } from '../protocol/tensor';

/** The mean of every `factor` × `factor` cell of a picture (1, C, height, width), whose sides are multiples of the factor. */
export function meanCells(picture: Tensor, factor: number): Tensor {
  const [, channels = 0, height = 0, width = 0] = picture.shape;
  const rows = Math.floor(height / factor);
  const columns = Math.floor(width / factor);
  const data = new Float32Array(channels * rows * columns);
  const share = 1 / (factor * factor);
  for (let plane = 0; plane < channels; plane++) {
    for (let y = 0; y < rows * factor; y++) {
      const line = (plane * rows + Math.floor(y / factor)) * columns;
      let from = (plane * height + y) * width;
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (const end = from + factor; from < end; from++) sum += picture.data[from] as number;
        data[line + column] = (data[line + column] as number) + sum * share;
      }
    }
  }
  return { data, shape: [1, channels, rows, columns] };
}
