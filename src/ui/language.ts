import { languageNames, locale, type Language } from '../../workers/texts/languages';
import offeredCodes from '../../workers/texts/offered.json';
import { useTexts, type Catalogue } from '../../workers/texts/useTexts';

const storageKey = 'sfumato-language';

/** Catalogues that a test handed to the page before its scripts ran. */
const handed = (): Partial<Record<Language, Catalogue>> =>
  (globalThis as { readonly sfumatoCatalogues?: Partial<Record<Language, Catalogue>> }).sfumatoCatalogues ?? {};

/** The languages that can be chosen: English, and those whose catalogue is complete (`npm run texts` keeps that list). */
export const offeredLanguages = (): readonly Language[] =>
  (Object.keys(languageNames) as Language[]).filter(
    (code) => code === 'en' || (offeredCodes as readonly string[]).includes(code) || Object.hasOwn(handed(), code),
  );

/** The language that was chosen, or the system's. */
export type LanguageChoice = Language | 'system';

/** What was chosen; storage may be refused, then nothing was. */
export function chosenLanguage(): LanguageChoice {
  try {
    const kept = localStorage.getItem(storageKey);
    return offeredLanguages().find((code) => code === kept) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Keeps a choice for the next time that the page is loaded. @returns whether it could be kept */
export function keepLanguage(choice: LanguageChoice): boolean {
  try {
    if (choice === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
    return true;
  } catch {
    return false;
  }
}

/** The first of the wanted languages (`navigator.languages`) that is offered; English where none is. */
export function bestLanguage(wanted: readonly string[], among: readonly Language[] = offeredLanguages()): Language {
  const codes = wanted.map((tag) => tag.toLowerCase().split('-')[0]);
  return codes.map((code) => among.find((known) => known === code)).find((code) => code !== undefined) ?? 'en';
}

async function fetchCatalogue(code: Language): Promise<Catalogue> {
  const response = await fetch(new URL(`../../workers/texts/catalogues/${code}.json`, import.meta.url));
  if (!response.ok) throw new Error(`status ${response.status}`);
  return (await response.json()) as Catalogue;
}

/**
 * Brings texts into the language that was chosen, or the browser's. To be awaited before any module with texts is run, since tables of
 * them are made then. Texts that cannot be fetched leave the page in English.
 */
export async function settleLanguage(): Promise<void> {
  const choice = chosenLanguage();
  const code = choice === 'system' ? bestLanguage(navigator.languages) : choice;
  if (code === 'en') return;
  try {
    await useTexts({ language: code, catalogue: handed()[code] ?? (await fetchCatalogue(code)) });
    document.documentElement.lang = locale();
  } catch {
    // English it is.
  }
}
