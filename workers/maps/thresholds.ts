import { Fault } from '../protocol/faults';
import { thresholdCurveSchema } from '../protocol/recipe';
import type { ThresholdCurve } from '../protocol/recipe';
import { tr } from '../texts/texts';

const curves: Readonly<Record<ThresholdCurve, (index: number, count: number) => number>> = {
  linear: (index, count) => index / count,
  quadratic: (index, count) => (index / count) ** 2,
  cubic: (index, count) => (index / count) ** 3,
  log: (index, count) => Math.log1p(index) / Math.log1p(count),
  sigmoid: (index, count) => 1 / (1 + Math.exp(3 - (6 * index) / count)),
};

/** Reads the name of a curve. Throws Fault `bad-recipe` naming one that is not known. */
export function readCurve(name: string): ThresholdCurve {
  const parsed = thresholdCurveSchema.safeParse(name);
  if (parsed.success) return parsed.data;
  throw new Fault(
    'bad-recipe',
    tr`The threshold curve “${name}” is not known.`,
    tr`Choose one of ${thresholdCurveSchema.options.join(', ')}.`,
  );
}

/** f(i) for i = 0 … count − 1, ascending in 0…1; `count` is the number of steps that are run. */
export function thresholds(curve: ThresholdCurve, count: number): number[] {
  const at = curves[readCurve(curve)];
  return Array.from({ length: count }, (_, index) => at(index, count));
}

/** Whether a preserve value keeps the source at a threshold: strictly above it, both as float32, since ties decide whole pixels. */
export function keepsAt(preserve: number, threshold: number): boolean {
  return Math.fround(preserve) > Math.fround(threshold);
}
