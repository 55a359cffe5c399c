import { Fault } from '../protocol/faults';
import { tr } from '../texts/texts';

/** Brings predicted depth (larger = nearer, in no unit) to 0…1. Throws a Fault `bad-picture` where everything is as near. */
export function nearnessOf(depth: Float32Array): Float32Array {
  let least = Infinity;
  let most = -Infinity;
  for (const value of depth) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(most - least > 1e-6 * Math.max(1, Math.abs(most)))) {
    throw new Fault(
      'bad-picture',
      tr`The depth model finds everything in this picture equally near.`,
      tr`Use a picture with some depth in it, or make the map in another way.`,
    );
  }
  return depth.map((value) => (value - least) / (most - least));
}
