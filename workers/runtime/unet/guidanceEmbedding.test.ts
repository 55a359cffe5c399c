import { expect, it } from 'vitest';
import { guidanceEmbedding } from './guidanceEmbedding';

it('is sines, then cosines, of a thousand times the guidance above 1', () => {
  const embedding = guidanceEmbedding(8.5, 6);
  const angles = [7500, 7500 / 100, 7500 / 10000];
  [...angles.map(Math.sin), ...angles.map(Math.cos)].forEach((value, i) => expect(embedding[i]).toBeCloseTo(value, 5));
});

it('is no guidance at 1 and below, and ends in 0 where its width is odd', () => {
  expect([...guidanceEmbedding(1, 5)]).toEqual([0, 0, 1, 1, 0]);
  expect(guidanceEmbedding(0, 5)).toEqual(guidanceEmbedding(1, 5));
});
