import { expect, it } from 'vitest';
import { plotSvg } from './plotSvg';

const plot = {
  title: 'A < B',
  x: 'x',
  y: 'y',
  series: [
    {
      name: 'one',
      points: [
        [0, 0],
        [1, 10],
        [Number.NaN, 1],
      ] as const,
    },
  ],
};

it('draws from corner to corner, leaves out what is no number, and escapes', () => {
  const svg = plotSvg(plot);
  expect(svg).toContain('points="56.0,344.0 584.0,56.0"');
  expect(svg.match(/<circle/g)).toHaveLength(2);
  expect(svg).toContain('A &lt; B');
  expect(svg).not.toContain('NaN');
});

it('draws a single point, and nothing', () => {
  expect(plotSvg({ ...plot, series: [{ name: 'one', points: [[3, 4]] }] })).not.toContain('NaN');
  expect(plotSvg({ ...plot, series: [] })).not.toMatch(/NaN|Infinity/);
});
