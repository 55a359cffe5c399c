/** The list with the entry of that id one place further up (1) or down (−1); null where it is unknown or at the end. */
export function reordered<T extends { readonly id: string }>(list: readonly T[], id: string, by: 1 | -1): readonly T[] | null {
  const from = list.findIndex((entry) => entry.id === id);
  const moved = list[from];
  const other = list[from + by];
  if (!moved || !other) return null;
  const next = [...list];
  next[from] = other;
  next[from + by] = moved;
  return next;
}
