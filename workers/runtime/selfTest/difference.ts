import type { Tensor } from '../../protocol/tensor';

/**
 * How far two answers lie apart: the root mean square of their difference over that of the reference's own spread.
 * 0 is equality, about 1.4 two unrelated answers of the same spread; infinite where the shapes differ.
 */
export function differenceOf(answer: Tensor, reference: Tensor): number {
  if (answer.shape.join() !== reference.shape.join()) return Number.POSITIVE_INFINITY;
  const count = reference.data.length;
  let mean = 0;
  for (let i = 0; i < count; i++) mean += (reference.data[i] as number) / count;
  let apart = 0;
  let spread = 0;
  for (let i = 0; i < count; i++) {
    const value = reference.data[i] as number;
    apart += ((answer.data[i] as number) - value) ** 2;
    spread += (value - mean) ** 2;
  }
  if (apart === 0) return 0;
  return Math.sqrt(apart / spread);
}
