/**
 * Σ weightₖ·valuesₖ, element by element, rounded to float32 once at the end.
 * @param terms one to four pairs of a weight and values of one length.
 */
export function weighted(...terms: readonly (readonly [number, Float32Array])[]): Float32Array {
  const [first, ...others] = terms;
  if (!first) return new Float32Array(0);
  if (others.length === 1 && others[0]) return weightedPair(first, others[0]);
  const sum = new Float64Array(first[1].length);
  for (const [weight, values] of terms) {
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (values[i] as number);
  }
  return new Float32Array(sum);
}

function weightedPair([a, x]: readonly [number, Float32Array], [b, y]: readonly [number, Float32Array]): Float32Array {
  const sum = new Float32Array(x.length);
  for (let i = 0; i < sum.length; i++) sum[i] = a * (x[i] as number) + b * (y[i] as number);
  return sum;
}
