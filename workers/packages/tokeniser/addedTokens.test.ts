import { expect, it } from 'vitest';
import { cutAtTokens, numberTokens } from './addedTokens';

const added = numberTokens(
  [
    { token: 'my-style', vectors: 2 },
    { token: '<cat-toy>', vectors: 1 },
    { token: 'my-style-2', vectors: 1 },
    { token: 'a.b', vectors: 1 },
  ],
  49408,
);

it('numbers vectors from the end of the vocabulary on', () => {
  expect(added.map(({ ids }) => ids)).toEqual([[49408, 49409], [49410], [49411], [49412]]);
});

it.each([
  ['a castle in my-style, sunset', ['a castle in ', [49408, 49409], ', sunset']],
  ['My-Style', [[49408, 49409]]],
  ['my-style-2 my-style', [[49411], ' ', [49408, 49409]]],
  ['a<cat-toy>b', ['a', [49410], 'b']],
  ['my-styles and dummy-style', ['my-styles and dummy-style']],
  ['a.b axb', [[49412], ' axb']],
  ['', []],
] as const)('cuts “%s” at added words', (text, parts) => {
  expect(cutAtTokens(text, added)).toEqual(parts);
});

it('leaves texts whole where nothing was added', () => {
  expect(cutAtTokens('my-style', [])).toEqual(['my-style']);
});
