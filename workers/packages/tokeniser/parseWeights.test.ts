import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWeights } from './parseWeights';

const parsed = (prompt: string) => parseWeights(prompt).map(({ text, weight }) => [text, Number(weight.toFixed(4))]);

describe('parseWeights', () => {
  it.each<[string, [string, number][]]>([
    ['', [['', 1]]],
    ['plain text', [['plain text', 1]]],
    [
      'an (important) word',
      [
        ['an ', 1],
        ['important', 1.1],
        [' word', 1],
      ],
    ],
    ['(unbalanced', [['unbalanced', 1.1]]],
    ['unbalanced)', [['unbalanced)', 1]]],
    ['a]b', [['a]b', 1]]],
    ['(x:1.3)', [['x', 1.3]]],
    ['(x: .5 )', [['x', 0.5]]],
    ['[x]', [['x', 0.9091]]],
    ['((x))', [['x', 1.21]]],
    ['[[x]]', [['x', 0.8264]]],
    ['([x])', [['x', 1]]],
    [
      'a (house:1.2) on a [hill]',
      [
        ['a ', 1],
        ['house', 1.2],
        [' on a ', 1],
        ['hill', 0.9091],
      ],
    ],
    [
      '(a (b:1.5) c:2)',
      [
        ['a ', 2],
        ['b', 3],
        [' c', 2],
      ],
    ],
    ['\\(literal\\) \\[too\\] \\\\', [['(literal) [too] \\', 1]]],
    ['(x\\))', [['x)', 1.1]]],
    ['a: b', [['a: b', 1]]],
    ['(ratio 16:9)', [['ratio 16', 9]]],
    ['[x:0.5]', [['x:0.5', 0.9091]]],
    ['(x:-2)', [['x', 0]]],
    ['(x:99)', [['x', 10]]],
    ['path\\file', [['path\\file', 1]]],
    ['()', [['', 1]]],
    ['([x)', [['x)', 1]]],
  ])('%j', (prompt, runs) => expect(parsed(prompt)).toEqual(runs));

  it('never loses or invents a plain character', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', ' ', '(', ')', '[', ']', ':', '1.2', '\\', 'é')), (pieces) => {
        const prompt = pieces.join('');
        const letters = (text: string) => text.replaceAll(/[^abé]/g, '');
        expect(
          letters(
            parseWeights(prompt)
              .map(({ text }) => text)
              .join(''),
          ),
        ).toBe(letters(prompt));
        for (const { weight } of parseWeights(prompt)) expect(Number.isFinite(weight)).toBe(true);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('keeps nested weights within what a written one may be', () => {
    expect(parsed('((house:10):10)')).toEqual([['house', 10]]);
    expect(parsed(`${'('.repeat(400)}house${':10)'.repeat(400)}`)).toEqual([['house', 10]]);
    expect(parsed(`(${'('.repeat(400)}house${':10)'.repeat(400)}:0)`)).toEqual([['house', 0]]);
    expect(parsed('[(house:10)]')).toEqual([['house', 9.0909]]);
  });

  it('takes escaped text exactly as it was', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const escaped = text.replaceAll(/[\\()[\]]/g, String.raw`\$&`);
        expect(parseWeights(escaped)).toEqual([{ text, weight: 1 }]);
      }),
      { seed: 2 },
    );
  });
});
