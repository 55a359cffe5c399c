import { noteLanguage, type Language } from './languages';
import { speak } from './texts';

/** Translations by their English texts; those of plurals have one for each form of the language (`Intl.PluralRules`). */
export type Catalogue = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** A language with its texts. */
export interface Spoken {
  readonly language: Language;
  readonly catalogue: Catalogue;
}

let now: Spoken | null = null;

/** What texts are in; null for English. */
export const spoken = (): Spoken | null => now;

/** Makes a language that in use; null is English. The library that fills in texts is fetched with the first other language alone. */
export async function useTexts(next: Spoken | null): Promise<void> {
  if (!next) return;
  const { translatorOf } = await import('./translator');
  speak(translatorOf(next));
  noteLanguage(next.language);
  now = next;
}
