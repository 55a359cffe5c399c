/** Types of EXIF's fields. */
const [text, long, raw] = [2, 4, 7];

/** Text in UTF-16 with the high byte first, as the block's own order of bytes is. */
function utf16(value: string): number[] {
  return Array.from({ length: value.length }, (_, i) => value.charCodeAt(i)).flatMap((code) => [code >> 8, code & 255]);
}

const u16 = (value: number): number[] => [value >> 8, value & 255];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
const ascii = (value: string): number[] => [...value].map((letter) => letter.charCodeAt(0));

/**
 * The body of EXIF with one comment, where the web interfaces and the sites that show pictures look for `parameters`: `UserComment`
 * in UTF-16.
 */
export function exifBlock(comment: string): Uint8Array<ArrayBuffer> {
  const software = ascii('Sfumato\0');
  const value = [...ascii('UNICODE\0'), ...utf16(comment)];
  const [firstAt, entryBytes] = [8, 12];
  const softwareAt = firstAt + 2 + 2 * entryBytes + 4;
  const exifAt = softwareAt + software.length;
  const valueAt = exifAt + 2 + entryBytes + 4;
  return Uint8Array.from([
    ...[...ascii('MM'), ...u16(42), ...u32(firstAt)],
    ...[...u16(2), ...u16(0x0131), ...u16(text), ...u32(software.length), ...u32(softwareAt)],
    ...[...u16(0x8769), ...u16(long), ...u32(1), ...u32(exifAt), ...u32(0)],
    ...software,
    ...[...u16(1), ...u16(0x9286), ...u16(raw), ...u32(value.length), ...u32(valueAt), ...u32(0)],
    ...value,
  ]);
}
