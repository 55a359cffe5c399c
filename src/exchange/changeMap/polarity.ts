/** What white means in a map that comes in or goes out; inside Sfumato it always means "may change". */
export type WhiteMeans = 'may-change' | 'stays';

/** Between the two polarities, either way: the values themselves, or 255 − v. Returns a new array. */
export function turnPolarity(values: Uint8Array, whiteMeans: WhiteMeans): Uint8Array {
  return whiteMeans === 'may-change' ? values.slice() : values.map((value) => 255 - value);
}
