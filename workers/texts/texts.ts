/** What stands at a placeholder: a name, a number, a text that was made already. */
export type TextValue = string | number | bigint;

/** A text whose placeholders are not filled yet, as one of the forms of a plural. */
export interface TextForm {
  readonly strings: readonly string[];
  readonly values: readonly TextValue[];
}

/** Texts in another language; keys are the English ones with `{0}`, `{1}` … for what stands in them. Null where one is missing. */
export interface Translator {
  text(key: string, values: readonly TextValue[]): string | null;
  /** `key` is the English form for many. */
  plural(key: string, count: number, values: readonly TextValue[]): string | null;
}

let translator: Translator | null = null;

/** From now on texts are in the translator's language, or in English where there is none. Texts that were made before stay as they are. */
export function speak(next: Translator | null): void {
  translator = next;
}

/** The name under which a text is translated: what stands between the placeholders, and their numbers. */
export const keyOf = (strings: readonly string[]): string => strings.reduce((key, part, at) => `${key}{${at - 1}}${part}`);

const woven = ({ strings, values }: TextForm): string => strings.reduce((text, part, at) => `${text}${values[at - 1] ?? ''}${part}`);

/** A text for people, in the language in use: `tr`Save “${name}”``. Whole sentences only, since languages order their words differently. */
export function tr(strings: TemplateStringsArray, ...values: readonly TextValue[]): string {
  return translator?.text(keyOf(strings), values) ?? woven({ strings, values });
}

/** A form for `plural`: a text that is not made yet. */
export const form = (strings: TemplateStringsArray, ...values: readonly TextValue[]): TextForm => ({ strings, values });

/**
 * A text that depends on a count: `plural(n, form`one step`, form`${n} steps`)`. Other languages have their own number of forms, which all
 * hold the placeholders of the second.
 */
export function plural(count: number, one: TextForm, many: TextForm): string {
  return translator?.plural(keyOf(many.strings), count, many.values) ?? woven(count === 1 ? one : many);
}

/** The pieces of a text in the language in use, in their order: words, and the numbers of the placeholders between them. */
export function pieces(strings: readonly string[]): readonly (string | number)[] {
  const marks = strings.slice(1).map((_, at) => `\u{E000}${at}\u{E000}`);
  return (translator?.text(keyOf(strings), marks) ?? woven({ strings, values: marks }))
    .split('\u{E000}')
    .map((piece, at) => (at % 2 === 0 ? piece : Number(piece)));
}
