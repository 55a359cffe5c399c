import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCatalogue, readOffered, standingOf } from './catalogues.ts';
import { completed, formsOf, wrongWith } from './checkTranslation.ts';
import { extractTexts } from './extractTexts.ts';

const root = join(import.meta.dirname, '../..');
const plain = { key: 'Delete “{0}” of {1}', values: [], where: [] };
const counted = { key: '{0} steps', one: '1 step', values: [], where: [] };

it('every offered language has every text of the code, with its placeholders and plural forms, and none besides', () => {
  const texts = extractTexts(root);
  expect(texts.length).toBeGreaterThan(2000);
  for (const language of readOffered(root)) {
    const { missing, wrong, leftOver } = standingOf(readCatalogue(root, language), texts, language);
    expect({ missing: missing.map(({ key }) => key), wrong, leftOver }, `${language}: npm run texts`).toEqual({
      missing: [],
      wrong: [],
      leftOver: [],
    });
  }
});

it('finds what is wrong with a translation', () => {
  expect(wrongWith('„{0}“ von {1} löschen', plain, 'de')).toBeNull();
  expect(wrongWith('„{0}“ löschen', plain, 'de')).toBe('lacks {1}');
  expect(wrongWith('{0} {1} {2}', plain, 'de')).toContain('{2}');
  expect(wrongWith(' {0} {1}', plain, 'de')).toContain('blank');
  expect(wrongWith({ one: '1 Schritt', other: '{0} Schritte' }, counted, 'de')).toBeNull();
  expect(wrongWith({ one: '1 Schritt' }, counted, 'de')).toContain('“other”');
  expect(wrongWith('{0} 步', counted, 'zh')).toContain('other');
  expect(formsOf('ja')).toEqual(['other']);
  expect(completed({ one: '1 paso', other: '{0} pasos' }, 'es')).toEqual({ one: '1 paso', many: '{0} pasos', other: '{0} pasos' });
});
