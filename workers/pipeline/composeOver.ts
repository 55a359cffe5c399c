/** Lays RGBA pixels over others of the same size, straight alpha; where the lower ones are opaque, so is the result. */
export function composeOver(below: Uint8Array, above: Uint8Array): Uint8Array {
  const out = below.slice();
  for (let i = 0; i < out.length; i += 4) {
    const top = (above[i + 3] as number) / 255;
    const bottom = ((below[i + 3] as number) / 255) * (1 - top);
    const alpha = top + bottom;
    if (alpha === 0) continue;
    for (let c = 0; c < 3; c++) out[i + c] = Math.round(((above[i + c] as number) * top + (below[i + c] as number) * bottom) / alpha);
    out[i + 3] = Math.round(alpha * 255);
  }
  return out;
}
