import type { z } from 'zod';
import { unreadableConfig } from './packageFaults';
import { tr } from '../texts/texts';

/** A whole vocabulary with its rules has three or four. */
const maximumBytes = 64 * 1024 * 1024;
/** Python writes numbers that JSON has not into configurations, which are small. */
const maximumPythonBytes = 1024 * 1024;

/**
 * The JSON in `bytes`, checked; a Fault `package-invalid` names the file and the first key that is wrong. Python's NaN and
 * Infinity are understood: NaN is null, as if nobody had set the key.
 */
export function parseJson<T>(bytes: Uint8Array, path: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseText(bytes, path));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = issue && issue.path.length > 0 ? `“${issue.path.join('.')}”: ` : '';
  throw unreadableConfig(path, `${key}${issue?.message ?? tr`it has an unknown form`}`, parsed.error);
}

function parseText(bytes: Uint8Array, path: string): unknown {
  if (bytes.byteLength > maximumBytes)
    throw unreadableConfig(path, tr`it has ${Math.round(bytes.byteLength / 1024 / 1024)} MB, which no configuration has`);
  const text = decode(bytes, path);
  try {
    return JSON.parse(text);
  } catch (thrown) {
    const plain = bytes.byteLength <= maximumPythonBytes ? withoutPythonNumbers(text) : text;
    if (plain === text) throw unreadableConfig(path, tr`it is not JSON${describe(text)}`, thrown);
    try {
      return JSON.parse(plain);
    } catch (again) {
      throw unreadableConfig(path, tr`it is not JSON`, again);
    }
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (thrown) {
    throw unreadableConfig(path, tr`it is not JSON but something else, not even text`, thrown);
  }
}

/** Characters from which one of Python's numbers may begin, outside texts. */
const pythonNumber = /-?\bInfinity\b|\bNaN\b/y;

/**
 * The text with Python's numbers written as JSON knows them; what stands within texts stays what it is. A number beyond all bounds is
 * read as infinity. One walk over the characters, whatever they are: a pattern that begins anew at every quote would take its square.
 */
function withoutPythonNumbers(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
      continue;
    }
    if (letter !== 'N' && letter !== 'I' && letter !== '-') continue;
    pythonNumber.lastIndex = at;
    const word = pythonNumber.exec(text)?.[0];
    if (word === undefined) continue;
    pieces.push(text.slice(from, at), word === 'NaN' ? 'null' : word.replace('Infinity', '1e999'));
    from = at + word.length;
    at = from - 1;
  }
  return from === 0 ? text : pieces.join('') + text.slice(from);
}

function describe(text: string): string {
  if (/^\s*<(?:!doctype|html)/i.test(text)) return tr` but a web page: the address may ask for a login, or the file is not there`;
  return text.startsWith('version https://git-lfs') ? tr` but the pointer that Git puts in place of a large file` : '';
}
