import type { SourceText } from './extractTexts.ts';

/** A translation: one text, or one for each form that a plural has in the language. */
export type Translation = string | Readonly<Record<string, string>>;

/** Forms that a language tells apart, but which read as those for many: Spanish has one for whole millions. */
const sameAsOther = ['many'];

/** The forms of plurals that a translation has to give. */
export const formsOf = (language: string): readonly string[] =>
  new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((name) => !sameAsOther.includes(name));

const placeholders = (text: string): string => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort().join(' ');

function wrongIn(text: string, key: string, isOne: boolean): string | null {
  if (text.trim() === '') return 'is empty';
  // A form for one may say the number as a word.
  const missing = placeholders(key)
    .split(' ')
    .filter((name) => name !== '' && !text.includes(name));
  const more = placeholders(text)
    .split(' ')
    .filter((name) => name !== '' && !key.includes(name));
  if (more.length > 0) return `has ${more.join(' ')}, which the English text has not`;
  if (missing.length > 0 && !isOne) return `lacks ${missing.join(' ')}`;
  if (/^\s/.test(text) !== /^\s/.test(key) || /\s$/.test(text) !== /\s$/.test(key))
    return 'differs from the English text in the blank at its edge';
  return null;
}

/** What is wrong with a translation, in words; null where nothing is. */
export function wrongWith(translation: unknown, { key, one }: SourceText, language: string): string | null {
  if (one === undefined) return typeof translation === 'string' ? wrongIn(translation, key, false) : 'should be one text';
  if (typeof translation !== 'object' || translation === null) return `should have the forms ${formsOf(language).join(', ')}`;
  const given = translation as Readonly<Record<string, unknown>>;
  for (const name of formsOf(language)) {
    const text = given[name];
    if (typeof text !== 'string') return `has no form “${name}”`;
    const wrong = wrongIn(text, key, name === 'one');
    if (wrong !== null) return `in its form “${name}” ${wrong}`;
  }
  return null;
}

/** A translation as catalogues keep it: with every form that the language asks for. */
export function completed(translation: Translation, language: string): Translation {
  if (typeof translation === 'string') return translation;
  const { other = '' } = translation;
  const names = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return Object.fromEntries(names.map((name) => [name, translation[name] ?? other]));
}
