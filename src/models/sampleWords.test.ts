import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sampleWords } from './sampleWords';

it('every sample has its words here, the same as in its list', () => {
  const { samples } = JSON.parse(readFileSync('public/samples/index.json', 'utf8')) as {
    samples: readonly { id: string; title: string; hint: string }[];
  };
  expect(sampleWords).toEqual(Object.fromEntries(samples.map(({ id, title, hint }) => [id, { title, hint }])));
});
