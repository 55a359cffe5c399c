/** A network's input or output by name and shape; a dimension that is not a number is not known. */
export interface Named {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

/**
 * Brings a network's residuals into the order of `targets`, whose shapes are known. Exporters name them in ways that no
 * rule covers (`down_block_0`, `down_3`, bare numbers; the names of some are shifted by one, so that the second is called
 * the middle's), hence two orders are tried and the shapes decide: as the file lists them, and by the last number in
 * their names with whatever is called “mid” at the end, for files that were listed by alphabet.
 * @param namesFirst tries the names before the file's order: right for inputs, whose names an exporter has to choose.
 * @returns indices into `candidates`, or null where neither order fits.
 */
export function matchOrder(
  candidates: readonly Named[],
  targets: readonly (readonly (number | string)[])[],
  namesFirst: boolean,
): readonly number[] | null {
  if (candidates.length !== targets.length) return null;
  const listed = candidates.map((_, i) => i);
  const named = listed.toSorted((a, b) => rank(candidates[a]) - rank(candidates[b]) || a - b);
  const fits = (order: readonly number[]): boolean => order.every((index, i) => agrees(candidates[index]?.shape ?? [], targets[i] ?? []));
  return (namesFirst ? [named, listed] : [listed, named]).find(fits) ?? null;
}

function rank(candidate: Named | undefined): number {
  const name = candidate?.name ?? '';
  if (/mid/i.test(name)) return Number.MAX_SAFE_INTEGER;
  const numbers = name.match(/\d+/g);
  return numbers ? Number(numbers.at(-1)) : -1;
}

/** Whether two shapes can be the same: dimensions that are not known fit any. */
function agrees(shape: readonly (number | string)[], target: readonly (number | string)[]): boolean {
  if (shape.length === 0) return true;
  return shape.length === target.length && shape.every((side, i) => !known(side) || !known(target[i]) || side === target[i]);
}

function known(side: number | string | undefined): boolean {
  return typeof side === 'number' && side > 0;
}
