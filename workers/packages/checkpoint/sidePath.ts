import type { GraphOptions } from '../../networks/options';
import type { PartName } from '../modelPackage';

/** The folder of what was made from a checkpoint's weights, beside them. */
export const sideFolder = '.sfumato/';

/** Where the tensors of a part that were written anew are kept, by how. */
export function sidePath(part: PartName, weights: GraphOptions['weights']): string {
  return `${sideFolder}${part.replace('/', '-')}.${weights}.bin`;
}
