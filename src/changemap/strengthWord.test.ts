import { expect, it } from 'vitest';
import { strengthWord } from './strengthWord';

it('has a word for every strength', () => {
  expect([0, 0.1, 0.35, 0.5, 0.7, 0.9, 1].map(strengthWord)).toEqual([
    'keep',
    'retouch',
    'retouch',
    'restyle',
    'redraw',
    'reinvent',
    'reinvent',
  ]);
});
