import type { WhiteMeans } from '../protocol/pictures';

/** Between the two polarities, either way: the values themselves, or 255 − v. Returns a new array. */
export function turnPolarity(values: Uint8Array, whiteMeans: WhiteMeans): Uint8Array {
  return whiteMeans === 'may-change' ? values.slice() : values.map((value) => 255 - value);
}
