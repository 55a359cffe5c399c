/** The x of A·x = b for a few unknowns, by elimination with the largest pivot. @param rows of A, as many as they are long. */
export function solveLinear(rows: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const work = rows.map((row, i) => [...row, right[i] as number]);
  const at = (row: number, column: number): number => work[row]?.[column] as number;
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row++) if (Math.abs(at(row, pivot)) > Math.abs(at(best, pivot))) best = row;
    [work[pivot], work[best]] = [work[best] as number[], work[pivot] as number[]];
    for (let row = 0; row < size; row++) {
      if (row === pivot) continue;
      const factor = at(row, pivot) / at(pivot, pivot);
      work[row] = (work[row] as number[]).map((value, column) => value - factor * at(pivot, column));
    }
  }
  return work.map((row, i) => (row[size] as number) / at(i, i));
}
