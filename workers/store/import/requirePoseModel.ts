import { poseForm } from '../../mapModels/poseForm';
import { readHeader } from '../../packages/onnx/readHeader';
import { streamReader } from '../../packages/rangeReaders';
import { lookForMapModel } from '../../protocol/mapModelFiles';
import type { Entry } from './entry';
import { refusedImport } from './safePath';
import { tr } from '../../texts/texts';

/** Looks at the inputs and outputs of what is taken in as a pose model. Throws a Fault where it finds no joints. */
export async function requirePoseModel(entries: readonly Entry[]): Promise<void> {
  const look = lookForMapModel(
    entries.map(({ path }) => path),
    'pose',
  );
  const graph = look?.files?.kind === 'pose' ? look.files.graph : null;
  const entry = entries.find(({ path }) => path === graph);
  if (!entry)
    throw refusedImport(
      tr`There is no ONNX file of a pose model in it.`,
      tr`Choose the one that finds joints, such as dw-ll_ucoco_384.onnx.`,
    );
  const { inputs, outputs, weights } = await readHeader(
    streamReader(entry.sizeBytes, () => entry.bytes()),
    entry.path,
  );
  const initialised = new Set(weights.map(({ name }) => name));
  poseForm(
    inputs.filter(({ name }) => !initialised.has(name)),
    outputs,
  );
}
