import { Fault } from '../../workers/protocol/faults';
import type { Tensor } from '../../workers/protocol/tensor';
import type { Case, EncodedTensor } from './caseFile';

/** Decodes a tensor of a case; throws where its bytes do not fill its shape. */
export function decodeTensor({ shape, float32 }: EncodedTensor): Tensor {
  const bytes = Buffer.from(float32, 'base64');
  const elements = shape.reduce((product, side) => product * side, 1);
  if (bytes.length !== elements * 4) throw new Fault('bad-shape', `A tensor of shape (${shape.join(', ')}) has ${bytes.length} bytes.`);
  const data = Float32Array.from({ length: elements }, (_, i) => bytes.readFloatLE(i * 4));
  return { data, shape };
}

/** A field that the operation needs; a missing one fails the case by name. */
export function need<K extends keyof Case>(given: Case, field: K): NonNullable<Case[K]> {
  const value = given[field];
  if (value === undefined || value === null) throw new Fault('bad-recipe', `The case has no “${field}”.`);
  return value;
}

/** A named tensor of the case. */
export function needTensor(given: Case, name: string): Tensor {
  const encoded = given.tensors?.[name];
  if (!encoded) throw new Fault('bad-recipe', `The case has no tensor “${name}”.`);
  return decodeTensor(encoded);
}
