import { tr } from '../texts/texts';
/** The patterns of CLIP's tokenisers and of their byte-level kin, as exporters write them. */
const knownPatterns: ReadonlySet<string> = new Set([
  String.raw`\s+`,
  String.raw`'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`,
  String.raw`<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`,
  String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
]);
const partsWithPatterns = ['normalizer', 'pre_tokenizer', 'post_processor', 'decoder'] as const;
/** Real definitions have a dozen. */
const mostObjects = 10_000;
const shownCharacters = 60;

/**
 * A regular expression in a `tokenizer.json` that is not one of CLIP's, in words; null where there is none. Such a pattern
 * could run for ever on a short text, so none is ever run.
 */
export function foreignPattern(tokenizerJson: unknown): string | null {
  if (typeof tokenizerJson !== 'object' || tokenizerJson === null) return null;
  const waiting: unknown[] = partsWithPatterns.map((part) => (tokenizerJson as Readonly<Record<string, unknown>>)[part]);
  for (let seen = 0; waiting.length > 0; seen++) {
    if (seen > mostObjects) return tr`its rules have no end`;
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (/^regex$/i.test(key) && typeof inner === 'string' && !knownPatterns.has(inner)) return inWords(inner);
      if (typeof inner === 'object') waiting.push(inner);
    }
  }
  return null;
}

const inWords = (pattern: string): string =>
  tr`it splits text by a pattern of its own (“${pattern.length > shownCharacters ? `${pattern.slice(0, shownCharacters)}…` : pattern}”)`;
