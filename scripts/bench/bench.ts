import type { Measurement } from '../../e2e/perf/measurement';

/** What every bench is given. */
export interface BenchContext {
  /** The repository. */
  readonly root: string;
  /** Folder of the starter package. */
  readonly packageFolder: string;
  /** How often each pair is measured; the median counts. */
  readonly rounds: number;
  /** Folder of full-size UNets; null where none is named. */
  readonly gpuFolder: string | null;
}

/** One bench, one file; `benches.ts` lists them. */
export interface Bench {
  readonly name: string;
  /** What is measured, for the list of benches. */
  readonly title: string;
  /** Throws where it cannot be run at all. */
  readonly run: (context: BenchContext) => Promise<readonly Measurement[]>;
}
