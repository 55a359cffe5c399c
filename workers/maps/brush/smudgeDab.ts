/**
 * One dab of the smudge brush: what the brush carries takes up a part of the map, then is laid down.
 * carried ← rate·carried + (1 − rate)·v; v ← v + (carried − v)·coverage/255, rounded to bytes.
 * Where coverage is 0 the map stays as it is; a uniform map stays as it is everywhere, once the brush has taken it up.
 * @param values of the dab's rectangle, row-major; @param coverage of the dab there, 0…255.
 * @param carried what the brush holds, 0…255, as many values; written to. Begin a stroke with the values under its first dab.
 * @param rate 0…1: how much of what it carries stays with it from dab to dab.
 */
export function smudgeDab(values: Uint8Array, coverage: Uint8Array, carried: Float32Array, rate: number): Uint8Array {
  const out = new Uint8Array(values.length);
  for (let i = 0; i < out.length; i++) {
    const before = values[i] as number;
    const held = rate * (carried[i] as number) + (1 - rate) * before;
    carried[i] = held;
    out[i] = Math.round(before + ((held - before) * (coverage[i] as number)) / 255);
  }
  return out;
}
