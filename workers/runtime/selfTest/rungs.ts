import type { ModelPackage, PartName } from '../../packages/modelPackage';
import type { ExecutionProvider } from '../../protocol/engine';
import type { Runtime } from '../runtime';
import { tr } from '../../texts/texts';

/** Kept with the verdict: where a network runs, and whether in its single-precision twin. */
export type RungName = ExecutionProvider | `${ExecutionProvider}-fp32`;

/** One way of running a network. The first is the fastest, each later one the more trustworthy. */
export interface Rung {
  readonly name: RungName;
  readonly runtime: Runtime;
  /** Whether it reads the network's single-precision twin. */
  readonly singlePrecision: boolean;
}

/** Where a network runs, as in “the UNet runs …”. */
export function rungWords(name: RungName): string {
  const where = name.startsWith('webgpu') ? tr`on the graphics card` : tr`on the processor`;
  return name.endsWith('-fp32') ? tr`in single precision ${where}` : where;
}

/** The ways of running a network on this machine: as it is, then its single-precision twin, then the processor. */
export function rungsOf(
  runtime: Runtime,
  modelPackage: Pick<ModelPackage, 'hasSinglePrecision'>,
  part: PartName,
): readonly [Rung, ...Rung[]] {
  const twin = modelPackage.hasSinglePrecision?.(part) ?? false;
  const own = rung(runtime, false);
  const later = [...(twin ? [rung(runtime, true)] : []), ...(runtime.processor ? [rung(runtime.processor, false)] : [])];
  return [own, ...later];
}

function rung(runtime: Runtime, singlePrecision: boolean): Rung {
  return { name: singlePrecision ? `${runtime.provider}-fp32` : runtime.provider, runtime, singlePrecision };
}
