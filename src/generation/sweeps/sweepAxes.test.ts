import { describe, expect, it } from 'vitest';
import { Fault } from '../../../workers/protocol/faults';
import { initialSettings, type Settings } from '../../document/documentState';
import { offeredMethods } from '../methods/methods';
import { axesOf, crossed, maximumValues } from './sweepAxes';

const axis = (id: string, settings: Settings = initialSettings) => axesOf(settings).find((one) => one.id === id)!;
const changes = (id: string, text: string, settings?: Settings) =>
  axis(id, settings)
    .variants(text)
    .map(({ change }) => change);

describe('axes of a sweep', () => {
  it('suggest values that they take, for every method', () => {
    const loras = [{ sha256: 'a'.repeat(64), name: 'Ink', strength: 1 }];
    for (const { value: method } of offeredMethods)
      for (const { label, first, variants } of axesOf({ ...initialSettings, method, loras }))
        expect(variants(first).length, `${method}: ${label}`).toBeGreaterThan(1);
  });

  it('read values as they are written, each once', () => {
    expect(changes('strength', '40 %, 60;100 60')).toEqual([{ strength: 0.4 }, { strength: 0.6 }, { strength: 1 }]);
    expect(changes('curve', 'Linear, cubic')).toEqual([{ thresholdCurve: 'linear' }, { thresholdCurve: 'cubic' }]);
    const guided: Settings = { ...initialSettings, method: 'guided-optimisation' };
    expect(changes('balance', '0, 1', guided)).toMatchObject([{ optimisation: { balance: 0 } }, { optimisation: { balance: 1 } }]);
    expect(axis('strength', guided)).toBeUndefined();
    const loras = ['a', 'b'].map((name) => ({ sha256: name.repeat(64), name, strength: 1 }));
    const lora = changes(`lora ${'b'.repeat(64)}`, '0.5', { ...initialSettings, loras });
    expect(lora).toEqual([{ loras: [loras[0], { ...loras[1], strength: 0.5 }] }]);
    expect(
      axis('map')
        .variants('painted, inverse, everything')
        .map(({ map }) => map),
    ).toEqual([undefined, 'inverse', 'everything']);
  });

  it('refuse what they cannot read, in words', () => {
    const many = Array.from({ length: maximumValues + 1 }, (_, i) => i).join(',');
    for (const [id, text] of [
      ['strength', '0'],
      ['strength', 'much'],
      ['strength', ' , '],
      ['steps', '2.5'],
      ['steps', 'Infinity'],
      ['seed', many],
      ['curve', 'round'],
      ['map', 'mine'],
    ] as const)
      expect(() => axis(id).variants(text), text).toThrow(Fault);
  });

  it('cross into every pair, row by row', () => {
    const pairs = crossed(axis('map').variants('painted inverse'), axis('seed').variants('1 2'));
    expect(pairs).toEqual([
      { words: 'map as painted, seed 1', change: { seed: 1 } },
      { words: 'map as painted, seed 2', change: { seed: 2 } },
      { words: 'map inverse, seed 1', change: { seed: 1 }, map: 'inverse' },
      { words: 'map inverse, seed 2', change: { seed: 2 }, map: 'inverse' },
    ]);
    expect(crossed(pairs, [])).toBe(pairs);
  });
});
