/**
 * The outline of a histogram as an SVG path over 0…100 by 0…`height`, the tallest bar reaching the top. Black is left out of the
 * scale: of most maps it is nearly all, and nothing else could be seen beside it.
 * @param counts 256 of them
 * @param bars how many bars they are drawn as, a divisor of 256; fewer than 256 stand apart
 */
export function histogramBars(counts: ArrayLike<number>, height: number, logarithmic: boolean, bars = 256): string {
  const values = 256 / bars;
  const slot = 100 / bars;
  const filled = bars < 256 ? slot * 0.76 : slot;
  const scaled = (value: number): number => (logarithmic ? Math.log1p(value) : value);
  const sum = (bar: number, from = 0): number => {
    let total = 0;
    for (let i = bar * values + from; i < (bar + 1) * values; i += 1) total += counts[i] ?? 0;
    return total;
  };
  let most = 0;
  for (let bar = 0; bar < bars; bar += 1) most = Math.max(most, scaled(sum(bar, bar === 0 ? 1 : 0)));
  if (most === 0) most = scaled(counts[0] ?? 0);
  let path = `M0 ${height}`;
  for (let bar = 0; bar < bars; bar += 1) {
    const y = (most === 0 ? height : height * (1 - Math.min(1, scaled(sum(bar)) / most))).toFixed(2);
    const [from, to] = [(bar * slot).toFixed(2), (bar * slot + filled).toFixed(2)];
    path += `L${from} ${y}L${to} ${y}`;
    if (filled < slot) path += `L${to} ${height}L${((bar + 1) * slot).toFixed(2)} ${height}`;
  }
  return `${path}L100 ${height}Z`;
}
