import { beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { Fault } from '../../workers/protocol/faults';
import { matchesChord } from './chord';
import { bindKeys, chordOf, conflictsOf, keymapStore, keymapText, keysOf, resetAllKeys, resetKeys, takeKeymap } from './keymap';
import { actionById, actions } from './registry';

const press = (
  key: string,
  code: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing', boolean>> = {},
) => ({
  ...{ key, code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false },
  ...held,
});

beforeEach(resetAllKeys);

describe('keys of one’s own', () => {
  it('are told from a press by what the layout writes, and match that very press', () => {
    for (const [event, chord] of [
      [press('g', 'KeyG'), 'g'],
      [press('G', 'KeyG', { shiftKey: true }), 'Shift+g'],
      [press('z', 'KeyY', { ctrlKey: true }), 'mod+z'],
      [press('?', 'Minus', { shiftKey: true }), '?'],
      [press('µ', 'KeyM', { altKey: true }), 'Alt+KeyM'],
      [press('Enter', 'Enter', { ctrlKey: true, shiftKey: true }), 'mod+Shift+Enter'],
      [press('é', 'Digit2'), 'é'],
      [press('F2', 'F2'), 'F2'],
    ] as const) {
      expect(chordOf(event), chord).toBe(chord);
      expect(matchesChord(event, chord, false), chord).toBe(true);
    }
    for (const none of [
      press('Shift', 'ShiftLeft', { shiftKey: true }),
      press('に', 'KeyN', { isComposing: true }),
      press('Process', 'KeyA'),
    ])
      expect(chordOf(none)).toBeNull();
  });

  it('every action’s own keys can be written as a keymap', () => {
    for (const action of actions) for (const chord of action.keys.filter((one) => one !== 'Escape')) bindKeys(action.id, chord);
    const text = keymapText();
    expect(takeKeymap(text, actions)).toBe(0);
  });

  it('take the place of the action’s own, tell who has them, and go back', () => {
    const generate = actionById('generate');
    expect(conflictsOf(actions, 'generate', 'mod+k').map(({ id }) => id)).toEqual(['commands']);
    bindKeys('generate', 'F2');
    bindKeys('live', null);
    expect([keysOf(generate), keysOf(actionById('live'))]).toEqual([['F2'], []]);
    expect(conflictsOf(actions, 'undo', 'F2').map(({ id }) => id)).toEqual(['generate']);
    expect(() => bindKeys('generate', 'mod+w')).toThrow(Fault);
    const text = keymapText();
    resetKeys('generate');
    expect([keysOf(generate), keysOf(actionById('live'))]).toEqual([generate.keys, []]);
    expect(takeKeymap(text, actions)).toBe(0);
    expect(keysOf(generate)).toEqual(['F2']);
  });

  it('are read from files at the door: what is unknown is left out, what is no keymap changes nothing', () => {
    const file = (keys: unknown, more: object = {}) => JSON.stringify({ app: 'sfumato', kind: 'keymap', version: 1, keys, ...more });
    expect(takeKeymap(file({ generate: ['F4'], elsewhere: ['x'], undo: ['Tab'] }), actions)).toBe(2);
    const before = keymapStore.getState().keys;
    for (const text of [
      '',
      '[]',
      file({ generate: 'F4' }),
      file({ generate: ['mod+'] }),
      file({}, { version: 2 }),
      file({ __proto__x: ['a b'] }),
      'x'.repeat(200_000),
    ])
      expect(() => takeKeymap(text, actions), text.slice(0, 60)).toThrow(Fault);
    expect(keymapStore.getState().keys).toBe(before);
  });

  it('whatever a file holds: a Fault, or a keymap that can be written and read again', () => {
    const good = JSON.stringify({ app: 'sfumato', kind: 'keymap', version: 1, keys: { generate: ['mod+Enter'], undo: ['u'] } });
    const broken = fc
      .tuple(fc.nat(good.length), fc.nat(6), fc.string({ maxLength: 6 }))
      .map(([at, cut, put]) => good.slice(0, at) + put + good.slice(at + cut));
    const shaped = fc
      .dictionary(
        fc.constantFrom('generate', 'undo', '__proto__', 'constructor', 'x'),
        fc.oneof(fc.array(fc.oneof(fc.string(), fc.constantFrom('u', 'F2', 'mod+Shift+k'))), fc.jsonValue()),
      )
      .map((keys) => JSON.stringify({ app: 'sfumato', kind: 'keymap', version: 1, keys }));
    fc.assert(
      fc.property(fc.oneof(broken, shaped, fc.json()), (text) => {
        try {
          takeKeymap(text, actions);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Fault);
          return;
        }
        for (const action of actions) expect(Array.isArray(keysOf(action))).toBe(true);
        expect(takeKeymap(keymapText(), actions)).toBe(0);
      }),
      { seed: 15, numRuns: 1500 },
    );
  });
});
