import type { Kernels } from '../../networks/kernels';
import type { Runtime } from '../runtime';
import { findingsInWords, kernelsOf } from './kernelsOf';
import { tryOperators, type OperatorFindings, type WatchArrays } from './tryOperators';

/** What a trial on a device needs beside the runtime. */
export interface TriedDevice {
  readonly watch: WatchArrays;
  readonly maximumArrayBytes: number;
}

/** Where findings are kept under what a device is called. */
export interface FindingsStore {
  readOperators(key: string): Promise<OperatorFindings | null>;
  writeOperators(key: string, findings: OperatorFindings): Promise<void>;
}

/** Findings of another version of the trial are none. */
const trialVersion = 2;

/**
 * What a device's operators are like, as an earlier session has found or else as a trial finds now, once.
 * @param key names adapter and runtime: another one is tried anew.
 * @param onTrial told before a trial begins.
 */
export async function deviceKernels(
  runtime: Runtime,
  { watch, maximumArrayBytes }: TriedDevice,
  key: string,
  store: FindingsStore | undefined,
  onTrial: () => void,
): Promise<{ readonly kernels: Kernels; readonly words: readonly string[] }> {
  const fullKey = `${trialVersion} ${key}`;
  let findings = (await store?.readOperators(fullKey)) ?? null;
  if (!findings) {
    onTrial();
    findings = await tryOperators(runtime, watch);
    await store?.writeOperators(fullKey, findings);
  }
  const kernels = kernelsOf(findings, maximumArrayBytes);
  return { kernels, words: findingsInWords(findings, kernels) };
}
