/** CRC-32 of text in UTF-8, as zlib's. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** Where a tensor's values begin: its name and its file's salt. */
export function seedOf(name: string, salt: number): number {
  return (crc32(name) + salt) >>> 0;
}

/** The upper 24 bits of element i's hash. */
export function hashOf(seed: number, i: number): number {
  let h = (seed + Math.imul(i, 0x9e3779b9)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 8;
}

/** Fills with the values of the elements from `first` on: uniform in offset ± scale, rounded once to float32. */
export function fillRuled(into: Float32Array, first: number, seed: number, scale: number, offset: number): void {
  for (let k = 0; k < into.length; k++) into[k] = (hashOf(seed, first + k) / 2 ** 23 - 1) * scale + offset;
}
