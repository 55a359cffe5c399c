/** Values as an opaque grey picture. */
export function greyPixels(values: Uint8Array): Uint8Array {
  const rgba = new Uint8Array(values.length * 4);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    rgba[4 * i] = value;
    rgba[4 * i + 1] = value;
    rgba[4 * i + 2] = value;
    rgba[4 * i + 3] = 255;
  }
  return rgba;
}

const tint = [242, 120, 40] as const;
const tintShare = 0.6;

/** A picture with what is covered tinted; both of one size. */
export function tintedPixels(rgba: Uint8Array, coverage: Uint8Array): Uint8Array {
  const out = rgba.slice();
  for (let i = 0; i < coverage.length; i += 1) {
    const share = (tintShare * (coverage[i] as number)) / 255;
    if (share === 0) continue;
    for (let c = 0; c < 3; c += 1) out[4 * i + c] = Math.round((1 - share) * (out[4 * i + c] as number) + share * (tint[c] as number));
    out[4 * i + 3] = Math.max(out[4 * i + 3] as number, Math.round(255 * share));
  }
  return out;
}
