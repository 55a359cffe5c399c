import { smallNumber } from '../names/mapped';

/** More blocks, layers or transformers in a row than any network has: lists grow no further, whatever a name claims. */
const mostChildren = 64;

/** Shapes of the parameters that were found, by diffusers' or transformers' names. */
export interface Found {
  shape(name: string): readonly number[] | undefined;
  names(): Iterable<string>;
}

/** How many numbered children the names have behind each beginning that ends in a list: `down_blocks`, `down_blocks.0.resnets` … */
export function countChildren(found: Found, listNames: ReadonlySet<string>): (list: string) => number {
  const counts = new Map<string, number>();
  for (const name of found.names()) {
    const words = name.split('.');
    let path = '';
    for (let i = 0; i + 1 < words.length; i++) {
      const word = words[i] ?? '';
      path = path === '' ? word : `${path}.${word}`;
      if (!listNames.has(word)) continue;
      const number = smallNumber(words[i + 1] ?? '', mostChildren);
      if (number !== null) counts.set(path, Math.max(counts.get(path) ?? 0, number + 1));
    }
  }
  return (list) => counts.get(list) ?? 0;
}
