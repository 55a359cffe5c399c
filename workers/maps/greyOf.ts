/**
 * The grey of each pixel: Rec. 709 luma of the stored values, times alpha, so that what is transparent counts as black;
 * rounded once. Equal channels give that very value.
 * @param rgba straight alpha, 4 bytes a pixel
 */
export function greyOf(rgba: Uint8Array): Uint8Array {
  const grey = new Uint8Array(rgba.length / 4);
  for (let i = 0, p = 0; i < grey.length; i++, p += 4) {
    const luma = 0.2126 * (rgba[p] as number) + 0.7152 * (rgba[p + 1] as number) + 0.0722 * (rgba[p + 2] as number);
    grey[i] = Math.round((luma * (rgba[p + 3] as number)) / 255);
  }
  return grey;
}
