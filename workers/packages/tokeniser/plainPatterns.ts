/** Longer patterns than this are in no tokeniser's files. */
const maximumLetters = 1000;
/** Repetitions without a bound in one alternative: what tokenisers need has two at most, and each more is another power of time. */
const maximumRepetitions = 3;

/** Whether matching a pattern takes time in proportion to its text, near enough: no repeated groups, few repetitions, nothing recalled. */
function isPlain(pattern: string): boolean {
  if (pattern.length > maximumLetters) return false;
  // Escapes and classes are one letter each; what is left of a pattern are its groups, alternatives and repetitions.
  const bare = pattern.replace(/\\[pP]\{[^{}]*\}|\\[1-9k]/g, (escape) => (/\d|k/.test(escape[1] ?? '') ? '\u0000' : 'x'));
  const shape = bare.replace(/\\./gs, 'x').replace(/\[(?:[^\]])*\]/gs, 'x');
  if (shape.includes('\u0000') || /\)(?:[*+]|\{\d+,)/.test(shape)) return false;
  return shape.split('|').every((alternative) => (alternative.match(/[*+]|\{\d+,\}/g)?.length ?? 0) <= maximumRepetitions);
}

/**
 * The first pattern in a `tokenizer.json` that could take for ever over some text, or null: patterns come from strangers, run over
 * every prompt, and nothing can interrupt them.
 */
export function unplainPattern(definition: unknown): string | null {
  const waiting: unknown[] = [definition];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value as Record<string, unknown>)) {
      // The vocabulary holds no patterns, and most of the file.
      if (key === 'vocab' || key === 'merges') continue;
      if (key === 'Regex' && typeof inner === 'string' && !isPlain(inner)) return inner;
      waiting.push(inner);
    }
  }
  return null;
}
