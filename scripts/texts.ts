import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages, readCatalogue, writeCatalogue, writeOffered, type Translations } from './texts/catalogues.ts';
import { extractTexts, type SourceText } from './texts/extractTexts.ts';

/**
 * The studio's texts and their translations.
 *
 *     npm run texts                        how the catalogues stand; drops what no code asks for; offers the complete languages
 *     npm run texts -- give FOLDER         writes what is to be translated: en.json and chunks for each language that lacks some
 *     npm run texts -- take FOLDER         takes FOLDER/de/*.json … into the catalogues, checked; then as above
 */
const root = join(import.meta.dirname, '..');
const [command = 'show', folder = ''] = process.argv.slice(2);
const texts = extractTexts(root);

const told = ({ one, values, where }: SourceText) => ({
  ...(one === undefined ? {} : { plural: { one } }),
  ...(values.length > 0 ? { values: Object.fromEntries(values.map((value, at) => [`{${at}}`, value])) } : {}),
  where: where.slice(0, 3),
});

const write = (path: string, chosen: readonly SourceText[]): void =>
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(chosen.map((text) => [text.key, told(text)])), null, 2)}\n`);

/** Texts in parts of about equal length, in the order of the code, so that neighbours stay together. */
function parts(chosen: readonly SourceText[], most: number): SourceText[][] {
  const lengthOf = ({ key }: SourceText): number => key.length + 20;
  const whole = chosen.reduce((sum, text) => sum + lengthOf(text), 0);
  const count = Math.min(most, Math.max(1, Math.ceil(whole / 12_000)));
  const made: SourceText[][] = Array.from({ length: count }, () => []);
  let before = 0;
  for (const text of chosen) {
    made[Math.min(count - 1, Math.floor((before / whole) * count))]?.push(text);
    before += lengthOf(text);
  }
  return made;
}

function give(): void {
  mkdirSync(folder, { recursive: true });
  write(join(folder, 'en.json'), texts);
  parts(texts, 8).forEach((part, at) => write(join(folder, `chunk-${at + 1}.json`), part));
  for (const language of languages) {
    const catalogue = readCatalogue(root, language);
    const missing = texts.filter(({ key }) => !Object.hasOwn(catalogue, key));
    mkdirSync(join(folder, language), { recursive: true });
    if (missing.length < texts.length) write(join(folder, `missing-${language}.json`), missing);
  }
}

/** What was delivered for a language; of a text in several files the last one's. */
function delivered(language: string): Translations {
  const from = join(folder, language);
  if (!existsSync(from)) return {};
  const files = readdirSync(from)
    .filter((name) => name.endsWith('.json'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return Object.assign({}, ...files.map((name) => readOne(join(from, name)))) as Translations;
}

function readOne(path: string): Translations {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Translations;
  } catch (thrown) {
    console.error(`${path} is left out: ${String(thrown)}`);
    process.exitCode = 1;
    return {};
  }
}

if (command === 'give') give();
console.log(`${texts.length} texts, ${texts.filter(({ one }) => one !== undefined).length} of them plurals`);
const complete = languages.filter((language) => {
  const translations = { ...readCatalogue(root, language), ...(command === 'take' ? delivered(language) : {}) };
  const { missing, wrong, leftOver } = writeCatalogue(root, language, translations, texts);
  for (const sentence of wrong) console.log(sentence);
  for (const { key, where } of missing.length < 100 ? missing : []) console.log(`${language}: “${key}” is missing (${where[0] ?? ''})`);
  for (const key of leftOver.slice(0, 100)) console.log(`${language}: no code asks for “${key}”; left out`);
  console.log(
    `${language}: ${texts.length - missing.length - wrong.length} of ${texts.length}, ${missing.length} missing, ${wrong.length} wrong`,
  );
  return missing.length === 0 && wrong.length === 0;
});
writeOffered(root, complete);
console.log(`Offered besides English: ${complete.join(', ') || 'none'}`);
