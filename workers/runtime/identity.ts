const names = new WeakMap<object, number>();
let last = 0;

/** A number that stands for this very object as long as it lives: names what is kept for it. */
export function identityOf(value: object): number {
  const known = names.get(value);
  if (known !== undefined) return known;
  last += 1;
  names.set(value, last);
  return last;
}
