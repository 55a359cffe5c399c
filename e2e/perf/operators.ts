import { createBrowserRuntime } from '../../workers/runtime/browser/browserRuntime';
import { findingsInWords, kernelsOf } from '../../workers/runtime/operatorTrial/kernelsOf';
import { tryOperators } from '../../workers/runtime/operatorTrial/tryOperators';
import type { Measurement } from './measurement';

/** Called in a page: the operator trial of the graphics adapter that the browser has, the first time and again. */
export async function measure(): Promise<readonly Measurement[]> {
  const { runtime, trial, capabilities } = await createBrowserRuntime('webgpu');
  if (!trial) throw new Error(capabilities.webgpuRefusal ?? 'no graphics adapter');
  const findings = await tryOperators(runtime, trial.watch);
  const again = await tryOperators(runtime, trial.watch);
  const words = findingsInWords(findings, kernelsOf(findings, trial.maximumArrayBytes));
  const bar = { most: 2 };
  return [
    { name: 'operator trial, first', value: findings.milliseconds / 1000, unit: 's', bar, detail: capabilities.adapter ?? '' },
    { name: 'operator trial, again', value: again.milliseconds / 1000, unit: 's', bar, detail: words.join(' ') },
  ];
}
