/** The preserve value of a grey of the change map: (255 − v)/255 in float32; 1 keeps the source, 0 lets it change fully. */
export function preserveOfGrey(grey: number): number {
  return Math.fround((255 - grey) / 255);
}

/** A change map of bytes as preserve values; divide first, round once. */
export function preserveMap(change: Uint8Array): Float32Array {
  const preserve = new Float32Array(change.length);
  for (let i = 0; i < preserve.length; i++) preserve[i] = (255 - (change[i] as number)) / 255;
  return preserve;
}

/** Change values 0…1 (a map already at latent size) as preserve values 1 − change, in float32. */
export function preserveOfChange(change: Float32Array): Float32Array {
  return change.map((value) => 1 - value);
}
