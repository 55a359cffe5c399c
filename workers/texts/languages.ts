/** The languages by their codes, each in its own name. */
export const languageNames = { en: 'English', de: 'Deutsch', zh: '中文', ja: '日本語', es: 'Español' } as const;

export type Language = keyof typeof languageNames;

const tags: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de', zh: 'zh-Hans', ja: 'ja', es: 'es' };

let inUse: Language = 'en';

/** The tag of the language that texts are in, for numbers, dates and lists. */
export const locale = (): string => tags[inUse];

/** Notes which language texts are in; `useTexts` does so when it has the texts. */
export function noteLanguage(next: Language): void {
  inUse = next;
}
