/** What `Content-Range` says: the bytes given, both ends included, and the file's length; null where it is unknown. */
export interface ContentRange {
  readonly first: number;
  readonly last: number;
  readonly totalBytes: number | null;
}

/** Reads `bytes 0-99/1234`; null where the header is absent, hidden from scripts, or of another form. */
export function parseContentRange(text: string | null): ContentRange | null {
  const match = /^\s*bytes\s+(\d+)-(\d+)\/(\d+|\*)\s*$/i.exec(text ?? '');
  if (!match) return null;
  const [, first = '', last = '', total = ''] = match;
  return { first: Number(first), last: Number(last), totalBytes: total === '*' ? null : Number(total) };
}

/** The length in the `bytes *\/1234` of an answer that nothing fits (status 416); null where it is not told. */
export function parseUnsatisfied(text: string | null): number | null {
  const match = /^\s*bytes\s+\*\/(\d+)\s*$/i.exec(text ?? '');
  return match ? Number(match[1]) : null;
}
