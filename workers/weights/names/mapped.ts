import type { StoredTensor } from '../header/readHeader';

/** The tensors of one network of a file, by their names behind the network's prefix. */
export type Keys = ReadonlyMap<string, StoredTensor>;

/** One parameter by diffusers' or transformers' name, and the stored tensor, or range of one, that holds it. */
export interface Mapped {
  readonly name: string;
  readonly tensor: StoredTensor;
  /** Which of `parts` equal ranges along the first dimension. */
  readonly part?: { readonly index: number; readonly of: number };
  readonly transposed?: boolean;
}

/** Splits a name on its first dot. */
export function splitHead(name: string): readonly [head: string, rest: string] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}

/** The text as a whole number below `bound`, or null. */
export function smallNumber(text: string, bound = 256): number | null {
  if (!/^\d{1,4}$/.test(text)) return null;
  const value = Number(text);
  return value < bound ? value : null;
}
