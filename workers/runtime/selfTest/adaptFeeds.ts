import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-common';
import { fromOrtTensor, toOrtTensor } from '../tensorTypes';

/**
 * Feeds in the types that this very session asks for: a network and its single-precision twin differ in them.
 * @returns the feeds, and the tensors that were made for them and must be disposed of.
 */
export async function adaptFeeds(
  session: InferenceSession,
  feeds: InferenceSession.FeedsType,
): Promise<{ feeds: Record<string, OrtTensor>; made: readonly OrtTensor[] }> {
  const adapted: Record<string, OrtTensor> = {};
  const made: OrtTensor[] = [];
  const wanted = new Map(session.inputMetadata.flatMap((input) => (input.isTensor ? [[input.name, input.type] as const] : [])));
  for (const [name, value] of Object.entries(feeds)) {
    const tensor = value as OrtTensor;
    const type = wanted.get(name) ?? tensor.type;
    if (type === tensor.type) {
      adapted[name] = tensor;
      continue;
    }
    const { data, shape } = await fromOrtTensor(tensor);
    const other = toOrtTensor(type, data, shape);
    made.push(other);
    adapted[name] = other;
  }
  return { feeds: adapted, made };
}
