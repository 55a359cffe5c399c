import { locale } from './languages';

/** Several things in a row as people list them: `a, b and c`. */
export const listed = (things: readonly string[]): string => new Intl.ListFormat(locale(), { type: 'conjunction' }).format(things);
