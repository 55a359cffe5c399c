import { afterEach, expect, it } from 'vitest';
import { form, pieces, plural, speak, tr } from './texts';
import { translatorOf } from './translator';

const german = translatorOf({
  language: 'de',
  catalogue: {
    'Delete “{0}” of {1}': '{1}: „{0}“ löschen',
    '{0} steps': { one: 'ein Schritt', other: '{0} Schritte' },
    'Key: a.b {x} $t(c)': 'Schlüssel: a.b {x} $t(c)',
  },
});
const sentence = () => tr`Delete “${'<b>{1}'}” of ${3}`;
const steps = (count: number) => plural(count, form`one step`, form`${count} steps`);
const strings = (parts: TemplateStringsArray, ...values: readonly unknown[]) => parts.slice(0, values.length + 1);

afterEach(() => speak(null));

it('is English without a translator', () => {
  expect([sentence(), steps(1), steps(4)]).toEqual(['Delete “<b>{1}” of 3', 'one step', '4 steps']);
  expect(pieces(strings`a ${1} b`)).toEqual(['a ', 0, ' b']);
});

it('takes texts from a catalogue, by their English, with plurals and in another order; what is missing stays English', () => {
  speak(german);
  expect([sentence(), steps(1), steps(4)]).toEqual(['3: „<b>{1}“ löschen', 'ein Schritt', '4 Schritte']);
  expect(tr`Key: a.b {x} $t(c)`).toBe('Schlüssel: a.b {x} $t(c)');
  expect([tr`Not there, ${1}: {y}`, plural(2, form`one cat`, form`${2} cats`)]).toEqual(['Not there, 1: {y}', '2 cats']);
  expect(pieces(strings`Delete “${1}” of ${2}`)).toEqual(['', 1, ': „', 0, '“ löschen']);
});
