import { Fault } from '../protocol/faults';
import type { TensorSpec } from './modelSession';
import { tr } from '../texts/texts';

/** The number at `axis` where the file fixes it, or null where it is free or not said. */
export function fixedDimension(spec: TensorSpec, axis: number): number | null {
  const dimension = spec.shape[axis];
  return typeof dimension === 'number' && dimension > 0 ? dimension : null;
}

/** Throws a Fault `bad-shape` where the file fixes another height or width than is asked for (last two axes). */
export function requireSides(spec: TensorSpec, stage: string, height: number, width: number): void {
  const fixedHeight = fixedDimension(spec, spec.shape.length - 2);
  const fixedWidth = fixedDimension(spec, spec.shape.length - 1);
  if ((fixedHeight ?? height) === height && (fixedWidth ?? width) === width) return;
  throw new Fault(
    'bad-shape',
    tr`The ${stage} takes only ${fixedWidth ?? width} × ${fixedHeight ?? height} values, not ${width} × ${height}.`,
    tr`Use the model’s native size for the generation area.`,
  );
}
