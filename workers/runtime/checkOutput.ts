import type { Tensor } from '../protocol/tensor';
import { NetworkFault, type WrongValues } from './networkFault';

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
    if (!Number.isFinite(value)) throw wrong(stage, Number.isNaN(value) ? 'not-numbers' : 'infinite');
    if (value !== first) constant = false;
  }
  if (first === undefined) throw wrong(stage, 'nothing');
  if (constant) throw wrong(stage, 'constant');
}

const wrong = (stage: string, gave: WrongValues): NetworkFault => new NetworkFault(stage, { kind: 'values', gave });
