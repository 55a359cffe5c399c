import type { ModelPackage, PartName } from '../../packages/modelPackage';
import type { Runtime } from '../runtime';

/** One way of running a network. The first is the fastest, each later one the more trustworthy. */
export interface Rung {
  /** Kept with the verdict: `webgpu`, `webgpu-fp32`, `wasm`, `wasm-fp32`, `cpu`. */
  readonly name: string;
  readonly runtime: Runtime;
  /** Whether it reads the network's single-precision twin. */
  readonly singlePrecision: boolean;
  /** Where it runs, as in “the UNet runs …”. */
  readonly words: string;
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
  const where = runtime.provider === 'webgpu' ? 'on the graphics card' : 'on the processor';
  return {
    name: singlePrecision ? `${runtime.provider}-fp32` : runtime.provider,
    runtime,
    singlePrecision,
    words: singlePrecision ? `in single precision ${where}` : where,
  };
}
