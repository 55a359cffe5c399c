import { makeChunk, walkChunks, type PngChunk } from './chunks';
import { inflateSmall } from './inflate';

/** Most bytes of one text that are read back. */
export const maximumTextBytes = 256 * 1024;
const maximumKeyword = 79;

const encoder = new TextEncoder();

/** A text chunk: `tEXt` for plain ASCII, which every reader knows, else `iTXt` in UTF-8. `keyword`: 1…79 ASCII characters. */
export function makeTextChunk(keyword: string, text: string): Uint8Array {
  const isAscii = /^[\n\r\t\x20-\x7e]*$/.test(text);
  // Behind iTXt's keyword: not compressed, method 0, no language, no translated keyword.
  const head = encoder.encode(`${keyword}\0${isAscii ? '' : '\0\0\0\0'}`);
  const body = encoder.encode(text);
  const data = new Uint8Array(head.length + body.length);
  data.set(head);
  data.set(body, head.length);
  return makeChunk(isAscii ? 'tEXt' : 'iTXt', data);
}

function decodeText(type: string, bytes: Uint8Array): string {
  return new TextDecoder(type === 'iTXt' ? 'utf-8' : 'latin1').decode(bytes);
}

async function textOf({ type, data }: PngChunk, keywordBytes: number): Promise<string | null> {
  if (type === 'tEXt') return data.length > maximumTextBytes ? null : decodeText(type, data.subarray(keywordBytes + 1));
  if (type === 'zTXt') {
    const inflated = await inflateSmall(data.subarray(keywordBytes + 2), maximumTextBytes);
    return inflated === null ? null : decodeText(type, inflated);
  }
  const compressed = data[keywordBytes + 1] === 1;
  const languageEnd = data.indexOf(0, keywordBytes + 3);
  const translatedEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1);
  if (translatedEnd < 0) return null;
  const body = data.subarray(translatedEnd + 1);
  if (!compressed) return body.length > maximumTextBytes ? null : decodeText(type, body);
  const inflated = await inflateSmall(body, maximumTextBytes);
  return inflated === null ? null : decodeText(type, inflated);
}

/**
 * The text that a PNG carries under `keyword`, whichever of the three kinds of chunk holds it; null where there is none, or it
 * is damaged or over 256 kB. Text from others' files is data: nothing is fetched or run because of it.
 * @throws Fault 'bad-picture' where the file is not a whole PNG
 */
export async function readPngText(bytes: Uint8Array, keyword: string): Promise<string | null> {
  for await (const chunk of walkChunks(bytes)) {
    if (!chunk.intact || !['tEXt', 'zTXt', 'iTXt'].includes(chunk.type)) continue;
    const keywordBytes = chunk.data.subarray(0, maximumKeyword + 1).indexOf(0);
    if (keywordBytes < 1 || decodeText('tEXt', chunk.data.subarray(0, keywordBytes)) !== keyword) continue;
    const text = await textOf(chunk, keywordBytes);
    if (text !== null) return text;
  }
  return null;
}
