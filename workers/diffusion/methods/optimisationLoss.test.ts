import { describe, expect, it } from 'vitest';
import { TorchGenerator } from '../random/torchGenerator';
import { Adam } from './adam';
import { addCosineGradient, addPreservationGradient, backgroundDistance, cosineDistance } from './optimisationLoss';

const length = 24;
const plane = 6;
const generator = new TorchGenerator(4);
const y = generator.next([length]).data;
const x = generator.next([length]).data;
const g = generator.next([length]).data;
const edit = Float32Array.of(0, 1, 0.5, 0, 1, 0);

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, value, i) => sum + value * (b[i] as number), 0);
const cosineLoss = (v: readonly number[]) => 1 - dot(v, g) / Math.sqrt(dot(v, v) * dot(g, g));
const preservationLoss = (v: readonly number[]) =>
  v.reduce((sum, value, i) => sum + ((1 - edit[i % plane]!) * (value - x[i]!)) ** 2, 0) / length;

/** Central differences in float64. */
function numeric(loss: (v: readonly number[]) => number): number[] {
  const step = 1e-5;
  return [...y].map((_, i) => {
    const moved = (by: number) => [...y].map((value, j) => (j === i ? value + by : value));
    return (loss(moved(step)) - loss(moved(-step))) / (2 * step);
  });
}

describe('closed-form gradients', () => {
  it('match numeric differentiation', () => {
    const cosine = new Float64Array(length);
    addCosineGradient(cosine, 1, y, g);
    numeric(cosineLoss).forEach((value, i) => expect(cosine[i]).toBeCloseTo(value, 8));
    const preservation = new Float64Array(length);
    addPreservationGradient(preservation, 1, y, x, edit);
    numeric(preservationLoss).forEach((value, i) => expect(preservation[i]).toBeCloseTo(value, 8));
  });

  it('add up with their weights', () => {
    const both = new Float64Array(length);
    addCosineGradient(both, 0.4, y, g);
    addPreservationGradient(both, 0.6, y, x, edit);
    numeric((v) => 0.4 * cosineLoss(v) + 0.6 * preservationLoss(v)).forEach((value, i) => expect(both[i]).toBeCloseTo(value, 8));
  });

  it('is orthogonal to y for the cosine, and 0 inside the edit for preservation', () => {
    const cosine = new Float64Array(length);
    addCosineGradient(cosine, 1, y, g);
    expect(dot(cosine, y)).toBeCloseTo(0, 10);
    const preservation = new Float64Array(length);
    addPreservationGradient(preservation, 1, y, x, edit);
    expect(preservation[1]).toBe(0);
    expect(preservation[0]).not.toBe(0);
  });

  it('stays finite where a vector is zero', () => {
    const gradient = new Float64Array(length);
    addCosineGradient(gradient, 1, new Float32Array(length), g);
    addCosineGradient(gradient, 1, y, new Float32Array(length));
    expect(gradient.every(Number.isFinite)).toBe(true);
  });
});

describe('the distances that a step reports', () => {
  it('are the cosine loss, and the root mean square where nothing may change', () => {
    expect(cosineDistance(y, g)).toBeCloseTo(cosineLoss([...y]), 12);
    expect(cosineDistance(y, y)).toBeCloseTo(0, 12);
    expect(cosineDistance(y, new Float32Array(length))).toBe(1);
    // Of the six cells three stay, and half of one; four channels.
    const outside = [...y].map((value, i) => ((1 - edit[i % plane]!) * (value - x[i]!)) ** 2);
    expect(backgroundDistance(y, x, edit)).toBeCloseTo(Math.sqrt(outside.reduce((a, b) => a + b) / (3.5 * 4)), 12);
    expect(backgroundDistance(x, x, edit)).toBe(0);
    expect(backgroundDistance(y, x, new Float32Array(plane).fill(1))).toBeNull();
  });
});

describe('Adam', () => {
  it('first moves by the learning rate against the sign, and not at all without a slope', () => {
    const next = new Adam(3, 0.1).step(Float32Array.of(1, 1, 1), Float64Array.of(5, -1e-3, 0));
    expect(next[0]).toBeCloseTo(0.9, 6);
    expect(next[1]).toBeCloseTo(1.1, 5);
    expect(next[2]).toBe(1);
  });

  it('finds the minimum of a parabola', () => {
    const adam = new Adam(1, 0.1);
    let values: Float32Array = Float32Array.of(3);
    for (let i = 0; i < 300; i++) values = adam.step(values, Float64Array.of(2 * (values[0]! - 1)));
    expect(values[0]).toBeCloseTo(1, 2);
  });
});
