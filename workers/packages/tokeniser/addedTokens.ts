/** A word that a textual inversion adds to a vocabulary, and the ids that stand for it, in a row. */
export interface AddedToken {
  readonly token: string;
  readonly ids: readonly number[];
}

/** Gives the vectors of textual inversions the ids that follow a vocabulary's, in order, as the text encoder's graph looks them up. */
export function numberTokens(words: readonly { readonly token: string; readonly vectors: number }[], vocabulary: number): AddedToken[] {
  let next = vocabulary;
  return words.map(({ token, vectors }) => {
    const ids = Array.from({ length: vectors }, (_, i) => next + i);
    next += vectors;
    return { token, ids };
  });
}

const wordCharacter = /[\p{L}\p{N}_]/u;

/**
 * Cuts a text at added words, in capitals or not; the longest counts where one begins with another. A word within a longer one is none.
 * @returns plain texts and, between them, the ids of added words.
 */
export function cutAtTokens(text: string, added: readonly AddedToken[]): (string | readonly number[])[] {
  if (added.length === 0) return [text];
  const longestFirst = added.toSorted((a, b) => b.token.length - a.token.length);
  const idsOf = new Map(added.map(({ token, ids }) => [token.toLowerCase(), ids]));
  const pattern = new RegExp(longestFirst.map(({ token }) => bounded(token)).join('|'), 'giu');
  const parts: (string | readonly number[])[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const ids = idsOf.get(match[0].toLowerCase());
    if (!ids) continue;
    parts.push(text.slice(from, match.index), ids);
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== '');
}

/** A word as a pattern that does not begin or end within another word. */
function bounded(token: string): string {
  const escaped = token.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  const characters = [...token];
  const before = wordCharacter.test(characters[0] ?? '') ? String.raw`(?<![\p{L}\p{N}_])` : '';
  const after = wordCharacter.test(characters.at(-1) ?? '') ? String.raw`(?![\p{L}\p{N}_])` : '';
  return before + escaped + after;
}
