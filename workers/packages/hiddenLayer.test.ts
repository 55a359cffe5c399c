import { describe, expect, it } from 'vitest';
import { penultimateOutput } from './hiddenLayer';

const outputs = (numbers: readonly number[], width: number | string = 768) => [
  { name: 'last_hidden_state', shape: ['b', 77, width] },
  ...numbers.map((n) => ({ name: `hidden_states.${n}`, shape: ['b', 77, width] })),
];
const upTo = (count: number) => Array.from({ length: count + 1 }, (_, i) => i);

describe('penultimateOutput', () => {
  it.each([
    ['a whole CLIP-L', upTo(12), 12, 768, 'hidden_states.11'],
    ['one without configuration', upTo(12), null, 768, 'hidden_states.11'],
    ['one that lost its last layer: the last answer is the one wanted', upTo(11), 11, 768, 'hidden_states.11'],
    ['one whose last answer was trimmed', upTo(11), 12, 768, 'hidden_states.11'],
    ['one trimmed to the wanted answer', [11], null, 768, 'hidden_states.11'],
    ['bigG, by its width alone', upTo(32), null, null, 'hidden_states.31', 1280],
    ['a small one', upTo(2), 2, 768, 'hidden_states.1'],
    ['a small one of its own width, without configuration', upTo(3), null, 32, 'hidden_states.2'],
  ] as const)('%s', (_, numbers, layers, width, name, shown: number | string = 'w') => {
    expect(penultimateOutput(outputs(numbers, shown), layers, width)?.name).toBe(name);
  });

  it('is null where that layer is not among them', () => {
    expect(penultimateOutput(outputs([]), 12, 768)).toBeNull();
    expect(penultimateOutput(outputs([0, 1, 12]), 12, 768)).toBeNull();
  });
});
