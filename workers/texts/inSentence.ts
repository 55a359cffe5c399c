import { locale } from './languages';

/** A label as it stands within a sentence: without its capital, except where nouns keep theirs. */
export const inSentence = (label: string): string => (locale().startsWith('de') ? label : label.toLowerCase());
