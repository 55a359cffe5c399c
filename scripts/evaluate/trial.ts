import type { Judge } from './judge';
import type { KeypointJudge } from './keypointJudge';
import type { NodeStudio } from './nodeStudio';
import type { DrawnPerson } from './people';
import type { HeldOutPrompt } from './prompts';
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
  /** What the report draws beside the figure. */
  readonly plot?: Plot;
}

/** Curves over shared axes. */
export interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly { readonly name: string; readonly points: readonly (readonly [number, number])[] }[];
}

export interface Knobs {
  readonly steps: number;
  readonly guidance: number;
  readonly seed: number;
}

/** What some trials need beside the studio; read when first asked for. */
export interface TrialTools {
  judge(): Promise<Judge>;
  /** Says where a person's keypoints are. */
  keypointJudge(): Promise<KeypointJudge>;
  people(): Promise<readonly DrawnPerson[]>;
  prompts(): Promise<readonly HeldOutPrompt[]>;
  /** Real pictures, beside the scenes that the package was trained on. */
  photographs(): Promise<readonly Scene[]>;
}

export type Trial = (studio: NodeStudio, scenes: readonly Scene[], knobs: Knobs, tools: TrialTools) => Promise<readonly TrialResult[]>;
