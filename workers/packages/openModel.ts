import { holdsCheckpoint } from './checkpoint/byteFiles';
import { openCheckpoint, type CheckpointOptions } from './checkpoint/openCheckpoint';
import type { Kernels } from '../networks/kernels';
import type { FileSource } from './fileSource';
import type { ModelPackage } from './modelPackage';
import { openPackage, type OpenOptions } from './openPackage';

/** How a model of any form is to be opened. */
export type ModelOptions = Omit<CheckpointOptions, 'device'> &
  OpenOptions & {
    /** What the device's operator trial has shown; asked for where graphs are written here. */
    readonly kernels?: () => Promise<Kernels | null>;
  };

/**
 * Opens whatever a person chose to edit with: a package of ONNX graphs, or a checkpoint whose graphs are written here.
 * Throws as `openPackage` and `openCheckpoint` do.
 */
export async function openModel(source: FileSource, id: string, options: ModelOptions): Promise<ModelPackage> {
  const listing = await source.list();
  const device = options.device ?? { provider: 'cpu', shaderF16: false };
  if (listing && holdsCheckpoint(listing)) {
    const kernels = (await options.kernels?.()) ?? null;
    return openCheckpoint(source, id, { ...options, device: kernels ? { ...device, kernels } : device });
  }
  return openPackage(source, id, options);
}
