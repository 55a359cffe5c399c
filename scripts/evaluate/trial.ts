import type { NodeStudio } from './nodeStudio';
import type { Scene } from './scenes';

/** One figure, what is asked of it, and what was reached. */
export interface TrialResult {
  readonly name: string;
  readonly value: number;
  /** What `--check` holds it to, at least; null: told only. */
  readonly bar: number | null;
  /** What is wished for, where that is more than the starter package reaches. */
  readonly wished?: number;
  /** The figures behind it, in a line. */
  readonly detail?: string;
  readonly scenes: number;
  readonly perScene: readonly number[];
}

export interface Knobs {
  readonly steps: number;
  readonly guidance: number;
  readonly seed: number;
}

export type Trial = (studio: NodeStudio, scenes: readonly Scene[], knobs: Knobs) => Promise<readonly TrialResult[]>;
