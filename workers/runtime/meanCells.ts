import type { Tensor } from '../protocol/tensor';

/** The mean of every `factor` × `factor` cell of a picture (1, C, height, width), whose sides are multiples of the factor. */
export function meanCells(picture: Tensor, factor: number): Tensor {
  const [, channels = 0, height = 0, width = 0] = picture.shape;
  const rows = Math.floor(height / factor);
  const columns = Math.floor(width / factor);
  const data = new Float32Array(channels * rows * columns);
  for (let plane = 0; plane < channels; plane++) {
    for (let y = 0; y < rows * factor; y++) {
      for (let x = 0; x < columns * factor; x++) {
        const cell = (plane * rows + Math.floor(y / factor)) * columns + Math.floor(x / factor);
        data[cell] = (data[cell] as number) + (picture.data[(plane * height + y) * width + x] as number) / (factor * factor);
      }
    }
  }
  return { data, shape: [1, channels, rows, columns] };
}
