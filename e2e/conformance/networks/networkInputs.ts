import type { Tensor } from '../../../workers/protocol/tensor';
import { fillRuled, seedOf } from '../files/ruledValues';
import type { GivenInput } from './networkCase';

/** The inputs of a case, by their names, which the rule for their values goes by. */
export function networkInputs(inputs: Readonly<Record<string, GivenInput>>, salt: number): Map<string, Tensor> {
  return new Map(
    Object.entries(inputs).map(([name, given]) => {
      const { shape } = given;
      if ('values' in given) return [name, { data: Float32Array.from(given.values), shape }];
      const data = new Float32Array(shape.reduce((product, side) => product * side, 1));
      fillRuled(data, 0, seedOf(name, salt), given.scale, given.offset ?? 0);
      return [name, { data, shape }];
    }),
  );
}
