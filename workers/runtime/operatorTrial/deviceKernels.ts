import type { Kernels } from '../../networks/kernels';
import type { Runtime } from '../runtime';
import { findingsInWords, kernelsOf } from './kernelsOf';
import { isWhole, tryOperators, type OperatorFindings, type WatchArrays } from './tryOperators';

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
const trialVersion = 3;

/**
 * What a device's operators are like, as earlier sessions have found or else as a trial finds now. A trial for whose end there was no time
 * goes on in the next session, until all is known.
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
  if (!findings || !isWhole(findings, runtime)) {
    onTrial();
    findings = await tryOperators(runtime, watch, findings ?? undefined);
    await store?.writeOperators(fullKey, findings);
  }
  const kernels = kernelsOf(findings, maximumArrayBytes);
  return { kernels, words: findingsInWords(findings, kernels) };
}
