/** What a figure is held to. */
export type Bar = { readonly most: number } | { readonly least: number };

/** One measured figure. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  /** What follows the number: “%”, “MB”, “×”, “s”; empty for counts. */
  readonly unit: string;
  /** Null: told only. */
  readonly bar: Bar | null;
  /** Where the figure comes from, in a line. */
  readonly detail?: string;
}

/** Whether a figure is what it should be; one that is not a number is not. */
export function holds({ value, bar }: Measurement): boolean {
  if (bar === null) return true;
  return 'most' in bar ? value <= bar.most : value >= bar.least;
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Ratio of paired times, the pairs taken one after the other: what slows the machine slows both. */
export function pairedRatio(pairs: readonly (readonly [number, number])[]): number {
  return median(pairs.map(([a, b]) => a / b));
}
