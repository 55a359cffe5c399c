/** The scale by which the guidance is spread before its sines are taken. */
const spread = 1000;

/**
 * What a UNet distilled with its guidance (LCM) takes as `timestep_cond`: sines, then cosines, of 1000·(g − 1) at
 * frequencies from 1 down to 1/10000 in even ratios; an odd width ends in a 0.
 * @param guidanceScale g; 1 or less is no guidance.
 */
export function guidanceEmbedding(guidanceScale: number, width: number): Float32Array {
  const half = Math.floor(width / 2);
  const strength = Math.max(guidanceScale - 1, 0) * spread;
  const out = new Float32Array(width);
  for (let i = 0; i < half; i++) {
    const angle = strength * Math.exp((-Math.log(10000) * i) / Math.max(half - 1, 1));
    out[i] = Math.sin(angle);
    out[half + i] = Math.cos(angle);
  }
  return out;
}
