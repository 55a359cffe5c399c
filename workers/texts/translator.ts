import { createInstance } from 'i18next';
import type { TextValue, Translator } from './texts';
import type { Spoken } from './useTexts';

/** i18next over a catalogue. Keys are whole texts, so nothing in them has a meaning of its own; what is missing stays English. */
export function translatorOf({ language, catalogue }: Spoken): Translator {
  const texts = Object.entries(catalogue).flatMap(([key, said]) =>
    typeof said === 'string' ? [[key, said]] : Object.entries(said).map(([form, text]) => [`${key}_${form}`, text]),
  );
  const library = createInstance();
  void library.init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    resources: { [language]: { translation: Object.fromEntries(texts) as Record<string, string> } },
    keySeparator: false,
    nsSeparator: false,
    contextSeparator: '\u{E001}',
    interpolation: { prefix: '{', suffix: '}', escapeValue: false, nestingPrefix: '\u{E001}', nestingSuffix: '\u{E001}' },
    missingInterpolationHandler: (_text: string, match: RegExpExecArray) => match[0],
  } as Parameters<typeof library.init>[0]);
  const named = (values: readonly TextValue[]): Record<string, string> =>
    Object.fromEntries(values.map((value, at) => [String(at), String(value)]));
  const has = (key: string): boolean => Object.hasOwn(catalogue, key);
  return {
    text: (key, values) => (has(key) ? library.t(key, named(values)) : null),
    plural: (key, count, values) => (has(key) ? library.t(key, { ...named(values), count }) : null),
  };
}
