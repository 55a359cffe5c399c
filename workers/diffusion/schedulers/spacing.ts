/** Rounds halves to the even neighbour, as numpy does. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** `numpy.linspace(from, to, count)`: ascending, the last value exact. */
export function linspace(from: number, to: number, count: number): number[] {
  const step = count > 1 ? (to - from) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => (i > 0 && i === count - 1 ? to : i * step + from));
}

/** Multiples of ⌊range / divisions⌋ plus an offset, descending: `count` of them, ending at the offset. */
export function leading(range: number, divisions: number, count: number, offset: number): number[] {
  const ratio = Math.floor(range / divisions);
  return Array.from({ length: count }, (_, i) => (count - 1 - i) * ratio + offset);
}

/**
 * From the last timestep downwards by trainTimesteps / steps, rounded: `round(arange(from, 0, −ratio)) − 1`.
 * numpy fills an arange with its first difference, whose rounding decides halves; so does this.
 */
export function trailing(from: number, trainTimesteps: number, steps: number): number[] {
  const ratio = trainTimesteps / steps;
  const difference = from - ratio - from;
  const list = Array.from({ length: Math.ceil(-from / -ratio) }, (_, i) => roundHalfEven(from + i * difference) - 1);
  // For some step counts (61, 103, …) numpy's rounding yields one entry more, −1, which is no timestep.
  return list.filter((timestep) => timestep >= 0);
}
