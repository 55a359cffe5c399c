import { attentionForm } from '../../workers/packages/checkpoint/attentionForm';
import { createBrowserRuntime } from '../../workers/runtime/browser/browserRuntime';
import { kernelsOf } from '../../workers/runtime/operatorTrial/kernelsOf';
import { tryOperators } from '../../workers/runtime/operatorTrial/tryOperators';
import { besideExported, exportedFolder } from './exportedUnet';
import type { Measurement } from './measurement';

/** Of the latents: at 64 a software adapter takes minutes. */
const side = 16;

/** Called in a page: the same UNet as a graph written here, in the form that the adapter is given, and by the exporter. */
export async function measure(rounds: number): Promise<readonly Measurement[]> {
  const { runtime, trial, capabilities } = await createBrowserRuntime('webgpu');
  if (!trial) throw new Error(capabilities.webgpuRefusal ?? 'no graphics adapter');
  const kernels = kernelsOf(await tryOperators(runtime, trial.watch), trial.maximumArrayBytes);
  const read = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(`/${exportedFolder}/${path}`)).arrayBuffer());
  const form = { attention: attentionForm({ provider: 'webgpu', kernels }, 512, 8), groupNorm: kernels.groupNorm };
  return [await besideExported(runtime, read, form, capabilities.adapter ?? 'the graphics adapter', side, rounds)];
}
