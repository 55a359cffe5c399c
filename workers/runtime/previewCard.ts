import type { Size } from '../protocol/geometry';
import type { Tensor } from '../protocol/tensor';

/**
 * A picture of coloured patches, (1, 3, height, width) in −1…1, always the same: encoding it once tells how this
 * package's latents look, whatever the picture that is edited (a grey photograph says nothing of colours).
 */
export function previewCard({ width, height }: Size): Tensor {
  const data = new Float32Array(3 * width * height);
  let state = 1;
  const random = (): number => {
    // Park and Miller's generator: any even spread of colours will do.
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  const cell = Math.max(8, Math.round(Math.min(width, height) / 8));
  for (let top = 0; top < height; top += cell) {
    for (let left = 0; left < width; left += cell) {
      for (let channel = 0; channel < 3; channel++) {
        const value = random() * 2 - 1;
        for (let y = top; y < Math.min(top + cell, height); y++)
          data.fill(value, (channel * height + y) * width + left, (channel * height + y) * width + Math.min(left + cell, width));
      }
    }
  }
  return { data, shape: [1, 3, height, width] };
}
