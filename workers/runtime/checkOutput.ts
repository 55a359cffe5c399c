import { Fault } from '../protocol/faults';
import type { Tensor } from '../protocol/tensor';

/**
 * Silent wrongness is the enemy: half-precision overflow and broken drivers show as NaN, infinity or one value
 * everywhere, never as an error. Such an output is refused with the stage's name, and no picture is made of it.
 * @param mayBeConstant for networks that may rightly answer with zeros alone.
 */
export function checkOutput(output: Tensor, stage: string, mayBeConstant = false): void {
  const { data } = output;
  const first = data[0];
  let constant = data.length > 1 && !mayBeConstant;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (!Number.isFinite(value)) throw wrong(stage, Number.isNaN(value) ? 'values that are not numbers' : 'infinite values');
    if (value !== first) constant = false;
  }
  if (first === undefined) throw wrong(stage, 'nothing');
  if (constant) throw wrong(stage, 'the same value everywhere');
}

function wrong(stage: string, what: string): Fault {
  return new Fault(
    'not-finite',
    `The ${stage} gave ${what}, so no picture can be made of it.`,
    'This is a fault of the model file or the graphics driver, not of your edit. Try again on the processor, or choose another package.',
  );
}
