const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** Adam (Kingma and Ba) on one vector of values; its state lives as long as the object. */
export class Adam {
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private taken = 0;

  constructor(
    length: number,
    private readonly learningRate: number,
  ) {
    this.first = new Float64Array(length);
    this.second = new Float64Array(length);
  }

  /** The values after one step against the gradient; a new array. */
  step(values: Float32Array, gradient: Float64Array): Float32Array {
    this.taken += 1;
    const size = this.learningRate / (1 - beta1 ** this.taken);
    const correction = Math.sqrt(1 - beta2 ** this.taken);
    const next = new Float32Array(values.length);
    for (let i = 0; i < next.length; i++) {
      const slope = gradient[i] as number;
      const m = beta1 * (this.first[i] as number) + (1 - beta1) * slope;
      const v = beta2 * (this.second[i] as number) + (1 - beta2) * slope * slope;
      this.first[i] = m;
      this.second[i] = v;
      next[i] = (values[i] as number) - (size * m) / (Math.sqrt(v) / correction + epsilon);
    }
    return next;
  }
}
