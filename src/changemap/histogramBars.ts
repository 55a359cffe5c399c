/**
 * The outline of a histogram as an SVG path over 0…100 by 0…`height`, the tallest bar reaching the top. Black is left out of the
 * scale: of most maps it is nearly all, and nothing else could be seen beside it.
 * @param counts 256 of them
 */
export function histogramBars(counts: ArrayLike<number>, height: number, logarithmic: boolean): string {
  const scaled = (value: number): number => (logarithmic ? Math.log1p(value) : value);
  let most = 0;
  for (let i = 1; i < 256; i += 1) most = Math.max(most, scaled(counts[i] ?? 0));
  if (most === 0) most = scaled(counts[0] ?? 0);
  let path = `M0 ${height}`;
  for (let i = 0; i < 256; i += 1) {
    const y = most === 0 ? height : height * (1 - Math.min(1, scaled(counts[i] ?? 0) / most));
    path += `L${((i * 100) / 256).toFixed(2)} ${y.toFixed(2)}L${(((i + 1) * 100) / 256).toFixed(2)} ${y.toFixed(2)}`;
  }
  return `${path}L100 ${height}Z`;
}
