import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageNames } from '../../workers/texts/languages.ts';
import { completed, wrongWith, type Translation } from './checkTranslation.ts';
import type { SourceText } from './extractTexts.ts';

const folder = 'workers/texts';

/** The languages besides English. */
export const languages = Object.keys(languageNames).filter((code) => code !== 'en');

export type Translations = Readonly<Record<string, unknown>>;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const readCatalogue = (root: string, language: string): Translations =>
  JSON.parse(readFileSync(join(root, folder, 'catalogues', `${language}.json`), 'utf8')) as Translations;

export const readOffered = (root: string): readonly string[] =>
  JSON.parse(readFileSync(join(root, folder, 'offered.json'), 'utf8')) as string[];

/** How a catalogue stands to the code. */
export interface Standing {
  readonly missing: readonly SourceText[];
  /** Sentences that say what is wrong with which. */
  readonly wrong: readonly string[];
  /** Keys that no code asks for. */
  readonly leftOver: readonly string[];
}

export function standingOf(catalogue: Translations, texts: readonly SourceText[], language: string): Standing {
  const keys = new Set(texts.map(({ key }) => key));
  const there = texts.filter(({ key }) => Object.hasOwn(catalogue, key));
  return {
    missing: texts.filter(({ key }) => !Object.hasOwn(catalogue, key)),
    wrong: there.flatMap((text) => {
      const wrong = wrongWith(catalogue[text.key], text, language);
      return wrong === null ? [] : [`${language}: “${text.key}” ${wrong}`];
    }),
    leftOver: Object.keys(catalogue).filter((key) => !keys.has(key)),
  };
}

/** Writes a catalogue with what is right of `translations`, sorted; what no code asks for is left out. @returns its standing */
export function writeCatalogue(root: string, language: string, translations: Translations, texts: readonly SourceText[]): Standing {
  const standing = standingOf(translations, texts, language);
  const right = texts
    .filter((text) => Object.hasOwn(translations, text.key) && wrongWith(translations[text.key], text, language) === null)
    .map(({ key }): [string, Translation] => [key, completed(translations[key] as Translation, language)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(join(root, folder, 'catalogues', `${language}.json`), json(Object.fromEntries(right)));
  return standing;
}

/** Notes which languages are complete: those alone can be chosen. */
export function writeOffered(root: string, codes: readonly string[]): void {
  writeFileSync(join(root, folder, 'offered.json'), `[${codes.map((code) => JSON.stringify(code)).join(', ')}]\n`);
}
