import { tr } from '../../texts/texts';
/** What is wrong with a header's text; the message completes “its header …”. */
export class HeaderSyntax extends Error {
  override readonly name = 'HeaderSyntax';
}

const maximumDepth = 16;
/** The format allows 2^48 − 1, which has fifteen digits. */
const wholeNumber = /(?:0|[1-9]\d{0,14})(?![\d.eE])/y;
const anyNumber = /-?\d{1,400}(?:\.\d{1,400})?(?:[eE][+-]?\d{1,10})?/y;
const word = /true|false|null/y;
/* Whitespace of JSON. */
const space = new Set([0x20, 0x09, 0x0a, 0x0d]);
const quote = 0x22;
const backslash = 0x5c;

/** Walks over JSON text once, forwards, in time that grows with its length alone. */
export class JsonCursor {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  /** Throws a HeaderSyntax with the place in the text. */
  fail(what: string): never {
    throw new HeaderSyntax(tr`${what} (at character ${this.at})`);
  }

  /** Calls back at each key, where the callback must take the value. */
  object(entry: (key: string) => void): void {
    this.items('{', '}', () => {
      const key = this.string();
      this.take(':');
      entry(key);
    });
  }

  /** A text with its escapes resolved. */
  string(): string {
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== quote) this.fail(tr`has something else where a text belongs`);
    const begin = this.at;
    let escaped = false;
    for (let i = begin + 1; i < this.text.length; i++) {
      const code = this.text.charCodeAt(i);
      if (code === quote) {
        this.at = i + 1;
        return escaped ? this.unescape(begin) : this.text.slice(begin + 1, i);
      }
      if (code < 0x20) this.fail(tr`has a control character within a text`);
      if (code === backslash) {
        escaped = true;
        i++;
      }
    }
    return this.fail(tr`ends within a text`);
  }

  /** A list of at most `most` whole numbers from 0 to 2^48 − 1. */
  integers(most: number): number[] {
    const found: number[] = [];
    this.items('[', ']', () => {
      if (found.length >= most) this.fail(tr`lists more than ${most} numbers for one tensor`);
      found.push(this.integer());
    });
    return found;
  }

  /** Passes over any value. */
  skipValue(): void {
    this.skipSpace();
    const first = this.text[this.at];
    if (first === '"') this.string();
    else if (first === '{') this.object(() => this.skipValue());
    else if (first === '[') this.items('[', ']', () => this.skipValue());
    else if (this.match(anyNumber) === null && this.match(word) === null) this.fail(tr`has something that is no value of JSON`);
  }

  /** Only whitespace may follow. */
  end(): void {
    this.skipSpace();
    if (this.at < this.text.length) this.fail(tr`goes on behind its end`);
  }

  private integer(): number {
    this.skipSpace();
    const digits = this.match(wholeNumber);
    const value = Number(digits);
    if (digits === null || value >= 2 ** 48) this.fail(tr`has something else where a whole number from 0 to 2^48 − 1 belongs`);
    return value;
  }

  private items(open: string, close: string, item: () => void): void {
    this.take(open);
    if (++this.depth > maximumDepth) this.fail(tr`is nested deeper than any header`);
    this.skipSpace();
    if (this.text[this.at] === close) this.at++;
    else
      for (;;) {
        item();
        this.skipSpace();
        const next = this.text[this.at++];
        if (next === close) break;
        if (next !== ',') this.fail(tr`is no JSON: “,” or “${close}” is missing`);
      }
    this.depth--;
  }

  private unescape(begin: number): string {
    try {
      return String(JSON.parse(this.text.slice(begin, this.at)));
    } catch {
      return this.fail(tr`has an escape in a text that JSON does not know`);
    }
  }

  private take(expected: string): void {
    this.skipSpace();
    if (this.text[this.at] !== expected) this.fail(tr`is no JSON: “${expected}” is missing`);
    this.at++;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  private skipSpace(): void {
    while (space.has(this.text.charCodeAt(this.at))) this.at++;
  }
}
