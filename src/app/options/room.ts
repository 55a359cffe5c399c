/** What of a brush's shape there is room for in the bar. */
export interface Room {
  readonly hardness: boolean;
  /** The word for the strength. */
  readonly words: boolean;
  readonly size: boolean;
}
