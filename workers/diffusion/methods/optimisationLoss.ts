/** Below this product of norms the cosine has no direction. */
const smallestNorms = 1e-8;

/**
 * Gradient of 1 − y·g/(‖y‖‖g‖) with respect to y: −(g/(‖y‖‖g‖) − c·y/‖y‖²), orthogonal to y. Equation 5 of
 * optimisation-based editing, in closed form.
 */
export function addCosineGradient(gradient: Float64Array, weight: number, y: Float32Array, guidance: Float32Array): void {
  let dot = 0;
  let ySquare = 0;
  let gSquare = 0;
  for (let i = 0; i < y.length; i++) {
    const a = y[i] as number;
    const b = guidance[i] as number;
    dot += a * b;
    ySquare += a * a;
    gSquare += b * b;
  }
  const norms = Math.max(Math.sqrt(ySquare) * Math.sqrt(gSquare), smallestNorms);
  const onY = dot / norms / Math.max(ySquare, smallestNorms);
  for (let i = 0; i < y.length; i++) {
    gradient[i] = (gradient[i] as number) - weight * ((guidance[i] as number) / norms - onY * (y[i] as number));
  }
}

/**
 * Gradient of mean(((1 − m)·(y − x))²) with respect to y: 2(1 − m)²(y − x)/n. The paper prints its eq. 4 with m and 1 − m
 * exchanged; this is what its text says: like the source outside the edit, free inside.
 * @param edit m at latent size, broadcast over channels.
 */
export function addPreservationGradient(
  gradient: Float64Array,
  weight: number,
  y: Float32Array,
  source: Float32Array,
  edit: Float32Array,
): void {
  const factor = (2 * weight) / y.length;
  for (let i = 0; i < y.length; i++) {
    const outside = 1 - (edit[i % edit.length] as number);
    gradient[i] = (gradient[i] as number) + factor * outside * outside * ((y[i] as number) - (source[i] as number));
  }
}
