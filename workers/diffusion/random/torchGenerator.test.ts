import { describe, expect, it } from 'vitest';
import { TorchGenerator } from './torchGenerator';

const hex = (value: number) => {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return view.getUint32(0).toString(16).padStart(8, '0');
};
const bits = (values: Float32Array) => [...values].map(hex);

describe('TorchGenerator against torch on AVX2, bit for bit', () => {
  it('draws the vector path', () => {
    const generator = new TorchGenerator(0);
    const { data } = generator.next([1, 4, 64, 64]);
    expect(bits(data.subarray(0, 4))).toEqual(['bf901b85', 'bf93808a', 'be804bd6', 'bede255d']);
    expect(bits(data.subarray(-2))).toEqual(['bfaee87b', 'bf8a02b8']);
    expect(bits(generator.next([1, 4, 64, 64]).data.subarray(0, 2))).toEqual(['bf0d4521', '3fc51868']);
  });

  it('draws a large tensor, whole sum included', () => {
    const { data } = new TorchGenerator(42).next([1, 4, 128, 128]);
    expect(bits(data.subarray(0, 4))).toEqual(['3ff6a529', '3fbe5f53', '3f669567', 'c006c0db']);
    expect(bits(data.subarray(-2))).toEqual(['bed8c0c1', '3fcf8d24']);
    expect(data.reduce((sum, value) => sum + value, 0)).toBeCloseTo(-3.0992287055396446, 10);
  });

  it('draws the scalar path below 16 elements', () => {
    expect(bits(new TorchGenerator(0).next([5]).data)).toEqual(['3fc53f5c', 'be963c50', 'c00b7149', '3f1184b6', 'bf8ad1a1']);
  });

  it('switches to the vector path at 16', () => {
    const known = [
      -1.12583983, -1.1523602, -0.250578582, -0.433878809, 0.848710358, 0.692009151, -0.31601277, -2.11521935, 0.322274923, -1.26333475,
      0.349983186, 0.30813393, 0.119841509, 1.2376579, 1.11677718, -0.247278154,
    ];
    const { data } = new TorchGenerator(0).next([16]);
    known.forEach((value, i) => expect(Math.abs(data[i]! - value)).toBeLessThan(1e-8 * (1 + Math.abs(value) * 4)));
  });

  it('depends on the element count, not on the shape', () => {
    expect(new TorchGenerator(7).next([2, 4, 3, 5]).data).toEqual(new TorchGenerator(7).next([120]).data);
  });

  it('redraws the last 16 where the count is no multiple of 16', () => {
    const short = new TorchGenerator(3).next([20]).data;
    const whole = new TorchGenerator(3).next([32]).data;
    expect(short.subarray(0, 4)).toEqual(whole.subarray(0, 4));
    expect(short[5]).not.toBe(whole[5]);
  });

  it('keeps only the low 32 bits of the seed', () => {
    expect(new TorchGenerator(2 ** 32 + 9).next([16]).data).toEqual(new TorchGenerator(9).next([16]).data);
    expect(new TorchGenerator(-1).next([16]).data).toEqual(new TorchGenerator(2 ** 32 - 1).next([16]).data);
  });

  it('caches the second scalar normal over a vector call in between', () => {
    const apart = new TorchGenerator(5);
    const first = apart.next([1]).data[0];
    apart.next([16]);
    const second = apart.next([1]).data[0];
    expect([first, second]).toEqual([...new TorchGenerator(5).next([2]).data]);
  });
});

describe('skip', () => {
  const shapes = [[3], [16], [17], [1, 4, 8, 8], [15], [700], [1]];
  it('advances exactly as drawing does, for every path and their mixtures', () => {
    for (let skipped = 0; skipped < shapes.length; skipped++) {
      const drawn = new TorchGenerator(123);
      const leapt = new TorchGenerator(123);
      shapes.forEach((shape, i) => {
        const values = drawn.next(shape).data;
        if (i === skipped) leapt.skip(shape);
        else expect(leapt.next(shape).data).toEqual(values);
      });
      expect(leapt.next([40]).data).toEqual(drawn.next([40]).data);
    }
  });

  it('crosses the state boundary many times', () => {
    const drawn = new TorchGenerator(1);
    const leapt = new TorchGenerator(1);
    drawn.next([4, 50, 50]);
    leapt.skip([4, 50, 50]);
    expect(leapt.next([16]).data).toEqual(drawn.next([16]).data);
  });
});

describe('bad input', () => {
  it('refuses seeds and shapes that are no whole numbers', () => {
    expect(() => new TorchGenerator(0.5)).toThrow(/whole number/);
    expect(() => new TorchGenerator(Number.NaN)).toThrow(/whole number/);
    expect(() => new TorchGenerator(1).next([2, -1])).toThrow(/shape/);
  });
});
