import type { PartName } from '../../packages/modelPackage';
import type { FindingsStore } from '../operatorTrial/deviceKernels';

/** What a package's trial on a device has found, part by part. */
export type Verdict = Readonly<Partial<Record<PartName, { readonly rung: string; readonly sentence: string }>>>;

/** Keeps verdicts by package digest and device; whoever cannot keep them answers null, and the trial is made again. */
export interface VerdictStore extends FindingsStore {
  read(key: string): Promise<Verdict | null>;
  write(key: string, verdict: Verdict): Promise<void>;
}
