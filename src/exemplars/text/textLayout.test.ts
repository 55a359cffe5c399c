import { expect, it } from 'vitest';
import type { ExemplarText } from '../../document/exemplarText';
import { fontOf, layOutText } from './textLayout';

const text = (change: Partial<ExemplarText> = {}): ExemplarText => ({
  ...{ text: 'one\nthree', font: 'inter', sizePx: 20, weight: 700, colour: '#000000', alignment: 'left' },
  ...change,
});
const ten = (line: string): number => line.length * 10;

it('aligns each line within the widest, with room around all', () => {
  expect(layOutText(text(), ten)).toEqual({
    ...{ width: 58, height: 58 },
    lines: [
      { words: 'one', x: 4, y: 24 },
      { words: 'three', x: 4, y: 49 },
    ],
  });
  expect(layOutText(text({ alignment: 'centre' }), ten).lines.map(({ x }) => x)).toEqual([14, 4]);
  expect(layOutText(text({ alignment: 'right' }), ten).lines.map(({ x }) => x)).toEqual([24, 4]);
});

it('keeps empty lines, and room for a text that says nothing', () => {
  expect(layOutText(text({ text: 'a\r\n\nb' }), ten).lines.map(({ words }) => words)).toEqual(['a', '', 'b']);
  expect(layOutText(text({ text: '' }), ten)).toMatchObject({ width: 9, height: 33 });
});

it('refuses what no canvas holds, and says how large it would be', () => {
  expect(() => layOutText(text({ text: 'a'.repeat(500) }), ten)).toThrow('5008 × 33');
  expect(() => layOutText(text({ text: '\n'.repeat(500) }), ten)).toThrow('4096 are the most');
});

it('falls back to the letters of the computer', () => {
  expect(fontOf(text())).toMatch(/^700 20px Inter, .*sans-serif$/);
});
