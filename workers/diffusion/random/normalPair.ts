import { fusedMultiplyAdd as fma } from './fusedMultiplyAdd';

const fl = Math.fround;

// Minimax polynomials of the Cephes library, as torch's AVX2 code evaluates them: every constant is a float32.
const rootHalf = fl(0.707106781186547524);
const logTerms = [
  -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(fl);
const logFirst = fl(7.0376836292e-2);
const logTwoLow = fl(-2.1219444e-4);
const logTwoHigh = fl(0.693359375);
const fourOverPi = fl(1.27323954473516);
const quarterPi = [-0.78515625, -2.4187564849853515625e-4, -3.77489497744594108e-8].map(fl) as [number, number, number];
const cosTerms = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2].map(fl) as [number, number, number];
const sinTerms = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1].map(fl) as [number, number, number];
const twoPi = fl(2 * Math.PI);

const floatBits = new Float32Array(1);
const wordBits = new Uint32Array(floatBits.buffer);

/** Natural logarithm of a normal positive float32, to the last bit of the AVX2 polynomial. */
export function logFloat32(value: number): number {
  floatBits[0] = value;
  const bits = wordBits[0] as number;
  let exponent = (bits >>> 23) - 126;
  wordBits[0] = (bits & 0x007fffff) | 0x3f000000;
  let x = floatBits[0] as number;
  if (x < rootHalf) {
    exponent -= 1;
    x = fl(fl(x - 1) + x);
  } else {
    x = fl(x - 1);
  }
  const z = fl(x * x);
  let y = logFirst;
  for (const term of logTerms) y = fma(y, x, term);
  y = fl(y * x);
  y = fma(y, z, fl(exponent * logTwoLow));
  y = fma(-z, 0.5, y);
  return fma(exponent, logTwoHigh, fl(x + y));
}

/**
 * Box–Muller on two float32 uniforms as the vector path of torch's CPU generator does it:
 * r = √(−2 ln(1 − u₁)), θ = 2π·u₂; writes r·cos θ and r·sin θ.
 */
export function writeNormalPair(uniform1: number, uniform2: number, out: Float32Array, cosAt: number, sinAt: number): void {
  const radius = fl(Math.sqrt(fl(-2 * logFloat32(fl(1 - uniform1)))));
  const theta = fl(twoPi * uniform2);
  const octant = (Math.trunc(fl(theta * fourOverPi)) + 1) & ~1;
  let x = fma(octant, quarterPi[0], theta);
  x = fma(octant, quarterPi[1], x);
  x = fma(octant, quarterPi[2], x);
  const z = fl(x * x);

  let c = fma(cosTerms[0], z, cosTerms[1]);
  c = fma(c, z, cosTerms[2]);
  c = fl(c * z);
  c = fma(c, z, -fl(z * 0.5));
  c = fl(c + 1);

  let s = fma(sinTerms[0], z, sinTerms[1]);
  s = fma(s, z, sinTerms[2]);
  s = fl(s * z);
  s = fma(s, x, x);

  const swapped = (octant & 2) !== 0;
  const sine = swapped ? c : s;
  const cosine = swapped ? s : c;
  out[cosAt] = radius * (((octant - 2) & 4) === 0 ? -cosine : cosine);
  out[sinAt] = radius * (octant & 4 ? -sine : sine);
}
