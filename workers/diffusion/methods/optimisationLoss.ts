/** Below this product of norms the cosine has no direction. */
const smallestNorms = 1e-8;

/**
 * Gradient of 1 − y·g/(‖y‖‖g‖) with respect to y: −(g/(‖y‖‖g‖) − c·y/‖y‖²), orthogonal to y. Equation 5 of
 * optimisation-based editing, in closed form.
 */
export function addCosineGradient(gradient: Float64Array, weight: number, y: Float32Array, guidance: Float32Array): void {
  const { dot, ySquare, norms } = products(y, guidance);
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

/** 1 − cos(y, g), the loss of equation 5; 1 where one of them is zero. */
export function cosineDistance(y: Float32Array, guidance: Float32Array): number {
  const { dot, norms } = products(y, guidance);
  return 1 - dot / norms;
}

/** Root mean square of (1 − m)·(y − x) over what may not change; null where all may. @param edit m at latent size. */
export function backgroundDistance(y: Float32Array, source: Float32Array, edit: Float32Array): number | null {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < y.length; i++) {
    const outside = 1 - (edit[i % edit.length] as number);
    sum += (outside * ((y[i] as number) - (source[i] as number))) ** 2;
    weight += outside;
  }
  return weight > 0 ? Math.sqrt(sum / weight) : null;
}

/** What the cosine of two vectors is made of; their norms are kept from zero. */
function products(y: Float32Array, guidance: Float32Array): { dot: number; ySquare: number; norms: number } {
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
  return { dot, ySquare, norms: Math.max(Math.sqrt(ySquare) * Math.sqrt(gSquare), smallestNorms) };
}
