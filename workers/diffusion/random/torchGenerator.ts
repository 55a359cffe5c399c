import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import type { NoiseSource } from '../contracts';
import { MersenneTwister } from './mersenneTwister';
import { writeNormalPair } from './normalPair';
import { tr } from '../../texts/texts';

const block = 16;
const float32Unit = 2 ** -24;
const float64Unit = 2 ** -53;

/**
 * Standard normals, number for number those of `torch.Generator('cpu').manual_seed(seed)` on an AVX2 machine.
 *
 * Fewer than 16 elements take torch's scalar path (float64, a second normal cached over calls), more its vector path
 * (float32 in blocks of 16, the last block drawn anew where the count is no multiple of 16).
 */
export class TorchGenerator implements NoiseSource {
  private readonly engine: MersenneTwister;
  /** The sine half of the last scalar pair; vector calls in between leave it alone. */
  private cached: number | null = null;

  /** @param seed a whole number; only its low 32 bits count. Throws Fault `bad-recipe` otherwise. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed))
      throw new Fault('bad-recipe', tr`The seed ${seed} is not a whole number.`, tr`Enter a whole number as the seed.`);
    this.engine = new MersenneTwister(seed);
  }

  /** The next tensor of independent standard normals, as `torch.randn(shape, generator=…)`. */
  next(shape: readonly number[]): Tensor {
    const data = new Float32Array(elements(shape));
    if (data.length < block) {
      for (let i = 0; i < data.length; i++) data[i] = this.scalar();
    } else {
      this.fill(data);
    }
    return { data, shape: [...shape] };
  }

  /** Advances the generator exactly as `next(shape)` would, without computing the normals. */
  skip(shape: readonly number[]): void {
    const count = elements(shape);
    if (count < block) {
      for (let i = 0; i < count; i++) this.scalar();
    } else {
      this.engine.skip(count + (count % block === 0 ? 0 : block));
    }
  }

  private scalar(): number {
    if (this.cached !== null) {
      const value = this.cached;
      this.cached = null;
      return value;
    }
    const uniform1 = this.uniform64();
    const uniform2 = this.uniform64();
    const radius = Math.sqrt(-2 * Math.log1p(-uniform2));
    const theta = 2 * Math.PI * uniform1;
    this.cached = radius * Math.sin(theta);
    return radius * Math.cos(theta);
  }

  private fill(data: Float32Array): void {
    this.uniform32(data, 0, data.length);
    for (let begin = 0; begin + block <= data.length; begin += block) transform(data, begin);
    if (data.length % block !== 0) {
      const begin = data.length - block;
      this.uniform32(data, begin, data.length);
      transform(data, begin);
    }
  }

  private uniform32(data: Float32Array, begin: number, end: number): void {
    for (let i = begin; i < end; i++) data[i] = (this.engine.nextUint32() & 0xffffff) * float32Unit;
  }

  private uniform64(): number {
    const high = this.engine.nextUint32() & 0x1fffff;
    return (high * 2 ** 32 + this.engine.nextUint32()) * float64Unit;
  }
}

function transform(data: Float32Array, begin: number): void {
  for (let j = begin; j < begin + block / 2; j++) {
    writeNormalPair(data[j] as number, data[j + block / 2] as number, data, j, j + block / 2);
  }
}

function elements(shape: readonly number[]): number {
  const count = shape.reduce((product, side) => product * side, 1);
  if (!Number.isSafeInteger(count) || count < 0)
    throw new Fault('bad-shape', tr`Random numbers cannot be drawn in the shape (${shape.join(', ')}).`);
  return count;
}
