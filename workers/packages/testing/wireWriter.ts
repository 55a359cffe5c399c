/** A whole number in a field. */
export function integer(field: number, value: number): Uint8Array {
  return join(varint(field * 8), varint(value));
}

/** A string in a field. */
export function text(field: number, value: string): Uint8Array {
  return message(field, new TextEncoder().encode(value));
}

/** Bytes, or another message, in a field. */
export function message(field: number, bytes: Uint8Array): Uint8Array {
  return join(varint(field * 8 + 2), varint(bytes.byteLength), bytes);
}

/** A whole number in groups of seven bits, the lowest first. */
export function varint(value: number): Uint8Array {
  const out: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) out.push((rest % 128) | 128);
  return Uint8Array.of(...out, rest);
}

/** Parts one after the other. */
export function join(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.byteLength;
  }
  return out;
}
