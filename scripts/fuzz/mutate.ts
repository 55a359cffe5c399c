/** Numbers 0…1, the same for the same seed (mulberry32). */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const edges = [0, 1, 2, 4, 127, 128, 254, 255];
/** What has broken readers before: words that trap, halves of characters, deep nesting, sizes that overflow. */
const words = [
  '{"toString":1}',
  '"\\ud800"',
  '\ud800',
  '[[[[[[[[',
  '"\\',
  '1e999',
  '-0',
  'NaN',
  '__proto__',
  '../',
  '\0',
  '{"Regex":"(a+)+$"}',
  '￿',
].map((word) => new TextEncoder().encode(word));

/** A changed copy of an input: some bytes altered, cut, doubled, left out, or with a hostile word put in. */
export function mutate(input: Uint8Array, next: () => number): Uint8Array {
  let bytes: Uint8Array = input.slice();
  const place = (): number => Math.floor(next() * (bytes.length + 1));
  const join = (...parts: readonly Uint8Array[]): Uint8Array => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  };
  for (let times = 1 + Math.floor(next() * 6); times > 0; times--) {
    const [at, kind] = [place(), next()];
    const span = Math.floor(next() * 24);
    if (kind < 0.45) {
      if (at < bytes.length) bytes[at] = next() < 0.5 ? (edges[Math.floor(next() * edges.length)] ?? 0) : Math.floor(next() * 256);
    } else if (kind < 0.55) bytes = bytes.slice(0, at);
    else if (kind < 0.67) bytes = join(bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + span)));
    else if (kind < 0.79) bytes = join(bytes.subarray(0, at), bytes.subarray(at, at + span), bytes.subarray(at));
    else if (kind < 0.93) bytes = join(bytes.subarray(0, at), words[Math.floor(next() * words.length)] ?? bytes, bytes.subarray(at));
    else
      bytes = join(
        bytes.subarray(0, at),
        Uint8Array.from({ length: span }, () => Math.floor(next() * 256)),
        bytes.subarray(at),
      );
  }
  return bytes;
}
