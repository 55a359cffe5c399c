/** A value of a map, 0…255 with fractions, as the byte that stands for it: the nearest one, halves upwards. */
export function roundedByte(value: number): number {
  // A strength that went through 0…1 and back may lie a float64's width below the half it stands for.
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.floor(value + 0.5 + 1e-9);
}
