import type { Tensor } from '../protocol/tensor';
import type { Conditioning } from './contracts';

/** Whether a conditioning asks for a pair of predictions. */
export function isGuided<E>(conditioning: Conditioning<E>): conditioning is Conditioning<E> & { readonly unconditional: E } {
  return conditioning.unconditional !== null && conditioning.guidanceScale > 1;
}

/**
 * Classifier-free guidance, u + g·(c − u), with the standard deviation of each sample pulled back by φ towards the
 * conditional prediction's: x ← φ·x·std(c)/std(x) + (1 − φ)·x.
 * @param conditional c and @param unconditional u: (batch, channel, height, width), equal shapes.
 */
export function guide(conditional: Tensor, unconditional: Tensor, guidanceScale: number, guidanceRescale: number): Tensor {
  const c = conditional.data;
  const u = unconditional.data;
  const data = new Float32Array(c.length);
  for (let i = 0; i < data.length; i++) {
    const from = u[i] as number;
    data[i] = from + guidanceScale * ((c[i] as number) - from);
  }
  if (guidanceRescale > 0) rescale(data, c, conditional.shape[0] ?? 1, guidanceRescale);
  return { data, shape: conditional.shape };
}

function rescale(data: Float32Array, conditional: Float32Array, batch: number, amount: number): void {
  const length = data.length / batch;
  for (let sample = 0; sample < batch; sample++) {
    const begin = sample * length;
    const own = data.subarray(begin, begin + length);
    const spread = deviation(own);
    if (spread === 0) continue;
    const ratio = deviation(conditional.subarray(begin, begin + length)) / spread;
    const factor = amount * ratio + 1 - amount;
    for (let i = 0; i < length; i++) own[i] = (own[i] as number) * factor;
  }
}

/** Unbiased standard deviation, as the reference takes it. */
function deviation(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}
