/**
 * Runs any number of rows through a network in as few runs as its batch allows; a fixed batch that is not full is filled
 * up with its first row.
 * @param run answers a batch with one or more values, rows one after the other in each.
 * @returns the answers of all rows, values in the same order.
 */
export async function inBatches<R>(
  rows: readonly R[],
  fixedBatch: number | null,
  run: (rows: readonly R[]) => Promise<readonly Float32Array[]>,
): Promise<readonly Float32Array[]> {
  const perRun = fixedBatch ?? rows.length;
  if (rows.length === perRun) return run(rows);
  const out: Float32Array[] = [];
  for (let start = 0; start < rows.length; start += perRun) {
    const part = rows.slice(start, start + perRun);
    const answers = await run(Array.from({ length: perRun }, (_, i) => part[i] ?? (part[0] as R)));
    answers.forEach((answer, i) => {
      const size = answer.length / perRun;
      out[i] ??= new Float32Array(size * rows.length);
      out[i].set(answer.subarray(0, size * part.length), start * size);
    });
  }
  return out;
}
