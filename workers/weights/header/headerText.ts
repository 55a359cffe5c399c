import { JsonCursor } from './jsonCursor';
import { tr } from '../../texts/texts';

/** A tensor as the header's text has it, its numbers whole and safe, nothing else checked. */
export interface WrittenTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** [begin, end), counted from the first byte of the data. */
  readonly begin: number;
  readonly end: number;
}

export interface WrittenHeader {
  readonly tensors: ReadonlyMap<string, WrittenTensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** More tensors than any network has, by a factor of twenty; a hostile header could hold more than a million. */
const maximumTensors = 200_000;
const maximumSides = 32;
/** Several times the longest name of any network. */
const longestName = 1024;

/**
 * Reads the JSON of a safetensors header in one pass, so that names which stand twice are seen (JSON.parse keeps the last) and names like
 * `__proto__` are ordinary. Throws a HeaderSyntax whose message completes “its header …”.
 */
export function readHeaderText(text: string): WrittenHeader {
  const tensors = new Map<string, WrittenTensor>();
  let metadata: ReadonlyMap<string, string> | null = null;
  const cursor = new JsonCursor(text);
  cursor.object((name) => {
    if (name === '__metadata__') {
      if (metadata) cursor.fail(tr`has two entries of metadata`);
      metadata = readMetadata(cursor);
      return;
    }
    if (name.length > longestName) cursor.fail(tr`names a tensor with ${name.length} characters, which no network does`);
    if (tensors.has(name)) cursor.fail(tr`names the tensor “${shorten(name)}” twice`);
    if (tensors.size >= maximumTensors) cursor.fail(tr`names more than ${maximumTensors} tensors, which no network has`);
    tensors.set(name, readTensor(cursor, name));
  });
  cursor.end();
  return { tensors, metadata: metadata ?? new Map() };
}

function readMetadata(cursor: JsonCursor): Map<string, string> {
  const metadata = new Map<string, string>();
  cursor.object((key) => {
    if (metadata.has(key)) cursor.fail(tr`has “${shorten(key)}” twice among its metadata`);
    metadata.set(key, cursor.string());
  });
  return metadata;
}

function readTensor(cursor: JsonCursor, name: string): WrittenTensor {
  let dtype: string | null = null;
  let shape: readonly number[] | null = null;
  let offsets: readonly number[] | null = null;
  const once = (held: unknown, key: string) => {
    if (held !== null) cursor.fail(tr`gives the tensor “${shorten(name)}” two values of “${key}”`);
  };
  cursor.object((key) => {
    if (key === 'dtype') {
      once(dtype, key);
      dtype = cursor.string();
    } else if (key === 'shape') {
      once(shape, key);
      shape = cursor.integers(maximumSides);
    } else if (key === 'data_offsets') {
      once(offsets, key);
      offsets = cursor.integers(2);
    } else cursor.skipValue();
  });
  const [begin, end] = offsets ?? [];
  if (dtype === null || shape === null || begin === undefined || end === undefined)
    return cursor.fail(tr`does not say type, shape and place of the tensor “${shorten(name)}”`);
  return { dtype, shape, begin, end };
}

/** Names from a file may be as long as the file. */
export function shorten(name: string): string {
  return name.length <= 120 ? name : `${name.slice(0, 117)}…`;
}
