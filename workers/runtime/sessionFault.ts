import { Fault } from '../protocol/faults';
import type { Runtime } from './runtime';

const memoryWords = /out of memory|bad_alloc|allocation failed|failed to allocate|memory access out of bounds|could not allocate/i;

/** Says in words why a network could not be loaded or run; the device's own failure comes before what ORT made of it. */
export function sessionFault(thrown: unknown, stage: string, doing: 'load' | 'run', runtime: Runtime): Fault {
  const failure = runtime.failure();
  if (failure) return failure;
  if (thrown instanceof Fault) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof RangeError || memoryWords.test(text)) {
    return new Fault('out-of-memory', `There is too little memory to ${doing} the ${stage}.`, 'Close other tabs and programs, choose a smaller generation area or a smaller package.', { cause: thrown });
  }
  if (doing === 'load') {
    return new Fault('package-unsupported', `The ${stage} could not be loaded: ${text}`, 'The package may be made for another runtime, or this device lacks what it needs (half precision, for one). Choose another package.', { cause: thrown });
  }
  return new Fault('unexpected', `The ${stage} failed while running: ${text}`, 'Your picture and map are untouched. Try again; if it happens again, choose another package and report it.', { cause: thrown });
}
