/** One byte a pixel → opaque RGBA. */
export function greyToRgba(values: Uint8Array): Uint8Array {
  const rgba = new Uint8Array(values.length * 4);
  for (let i = 0; i < values.length; i += 1) {
    rgba.fill(values[i] as number, i * 4, i * 4 + 3);
    rgba[i * 4 + 3] = 255;
  }
  return rgba;
}
