const fl = Math.fround;

/** σ = √((1 − ᾱ)/ᾱ) of each training timestep, every operation in float32. */
export function sigmaTable(alphasCumprod: Float32Array): Float32Array {
  return alphasCumprod.map((alpha) => Math.sqrt(fl(fl(1 - alpha) / alpha)));
}

/** The table at a fractional timestep, linear in between, its ends beyond them. */
export function sigmaAt(table: Float32Array, timestep: number): number {
  const last = table.length - 1;
  if (timestep <= 0) return table[0] as number;
  if (timestep >= last) return table[last] as number;
  const below = Math.floor(timestep);
  const from = table[below] as number;
  return ((table[below + 1] as number) - from) * (timestep - below) + from;
}

/** The fractional timestep at which the table has the given σ, interpolated in ln σ. */
export function timestepOfSigma(table: Float32Array, sigma: number): number {
  const wanted = Math.log(Math.max(sigma, 1e-10));
  const logs = table.map(Math.log);
  let low = 0;
  for (let i = 0; i < logs.length; i++) if (wanted >= (logs[i] as number)) low = i;
  low = Math.min(low, logs.length - 2);
  const from = logs[low] as number;
  const weight = (from - wanted) / fl(from - (logs[low + 1] as number));
  const clamped = Math.min(1, Math.max(0, weight));
  return (1 - clamped) * low + clamped * (low + 1);
}
