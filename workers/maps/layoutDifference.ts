/** The largest difference of a channel, 0…255, that is none: compression and smooth edges. */
const slack = 25;

/** What several control images show together: the brighter of each channel; transparent ones show black. RGBA of one size each. */
function together(images: readonly Uint8Array[], at: number, channel: number): number {
  let most = 0;
  for (const rgba of images) most = Math.max(most, ((rgba[at + channel] as number) * (rgba[at + 3] as number)) / 255);
  return most;
}

/**
 * Where the layout that is there and the one that is wanted differ: 255 where any channel of what their control images show together
 * differs by more than 10 %, else 0.
 * @param present, wanted RGBA with straight alpha, pixels · 4 bytes each; an empty list shows black
 */
export function layoutDifference(present: readonly Uint8Array[], wanted: readonly Uint8Array[], pixels: number): Uint8Array {
  const out = new Uint8Array(pixels);
  for (let i = 0; i < pixels; i++) {
    for (let channel = 0; channel < 3; channel++)
      if (Math.abs(together(wanted, i * 4, channel) - together(present, i * 4, channel)) > slack) out[i] = 255;
  }
  return out;
}
