import { fixedDimension } from '../fixedShape';
import type { Feed, TensorSpec } from '../modelSession';

/**
 * A timestep is a scalar, one number, or one a row: as long as the file fixes it, or as its free dimension is that of the
 * batch. Its type is the session's own business.
 * @param sample the input of the latents, whose first dimension is the batch.
 */
export function timestepFeed(spec: TensorSpec, sample: TensorSpec, timestep: number, rows: number): Feed {
  if (spec.shape.length === 0) return { values: [timestep], shape: [] };
  const length = fixedDimension(spec, 0) ?? (spec.shape[0] === sample.shape[0] ? rows : 1);
  return { values: new Float32Array(length).fill(timestep), shape: [length] };
}
