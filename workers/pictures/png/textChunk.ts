import { makeChunk, walkChunks, type PngChunk } from './chunks';
import { inflateSmall } from './inflate';
import { keywordOf } from './keptNotes';

/** Most bytes of one text that are read back. */
export const maximumTextBytes = 256 * 1024;

const encoder = new TextEncoder();

/**
 * A text chunk: `tEXt` for plain ASCII, which every reader knows, else `iTXt` in UTF-8. `keyword`: 1…79 ASCII characters.
 * @param international `iTXt` whatever the text is: readers of XMP look for it nowhere else
 */
export function makeTextChunk(keyword: string, text: string, international = false): Uint8Array {
  const plain = !international && /^[\n\r\t\x20-\x7e]*$/.test(text);
  // Behind iTXt's keyword: not compressed, method 0, no language, no translated keyword.
  const head = encoder.encode(`${keyword}\0${plain ? '' : '\0\0\0\0'}`);
  const body = encoder.encode(text);
  const data = new Uint8Array(head.length + body.length);
  data.set(head);
  data.set(body, head.length);
  return makeChunk(plain ? 'tEXt' : 'iTXt', data);
}

function decodeText(type: string, bytes: Uint8Array): string {
  return new TextDecoder(type === 'iTXt' ? 'utf-8' : 'latin1').decode(bytes);
}

function inflatedText(type: string, packed: Uint8Array, mostBytes: number): string | null {
  const { bytes, whole } = inflateSmall(packed, mostBytes);
  return whole ? decodeText(type, bytes) : null;
}

/** The text of a chunk; null where it is damaged or over `mostBytes`, 256 kB if nothing else is said. */
export function textOf(
  { type, data }: Pick<PngChunk, 'type' | 'data'>,
  keywordBytes: number,
  mostBytes: number = maximumTextBytes,
): string | null {
  if (type === 'tEXt') return data.length > mostBytes ? null : decodeText(type, data.subarray(keywordBytes + 1));
  if (type === 'zTXt') return inflatedText(type, data.subarray(keywordBytes + 2), mostBytes);
  const compressed = data[keywordBytes + 1] === 1;
  const languageEnd = data.indexOf(0, keywordBytes + 3);
  const translatedEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1);
  if (translatedEnd < 0) return null;
  const body = data.subarray(translatedEnd + 1);
  if (compressed) return inflatedText(type, body, mostBytes);
  return body.length > mostBytes ? null : decodeText(type, body);
}

/**
 * The text that a PNG carries under `keyword`, whichever of the three kinds of chunk holds it; null where there is none, or it
 * is damaged or over 256 kB. Text from others' files is data: nothing is fetched or run because of it.
 * @throws Fault 'bad-picture' where the file is not a whole PNG
 */
export async function readPngText(bytes: Uint8Array, keyword: string): Promise<string | null> {
  for await (const chunk of walkChunks(bytes)) {
    if (!chunk.intact || keywordOf(chunk) !== keyword) continue;
    const text = textOf(chunk, keyword.length);
    if (text !== null) return text;
  }
  return null;
}
