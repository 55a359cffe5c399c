import { describe, expect, it } from 'vitest';
import { depthSize, fittedSize } from './modelSides';
import { nearnessOf } from './nearnessOf';
import { imageNet, pictureTensor } from './pictureTensor';

describe('pictureTensor', () => {
  it('normalises each channel, by plane', () => {
    const values = pictureTensor(
      Uint8Array.of(255, 0, 51, 255, 0, 255, 102, 255),
      { width: 2, height: 1 },
      { width: 2, height: 1 },
      { width: 2, height: 1 },
      imageNet,
    );
    const expected = [
      (1 - 0.485) / 0.229,
      -0.485 / 0.229,
      -0.456 / 0.224,
      (1 - 0.456) / 0.224,
      (0.2 - 0.406) / 0.225,
      (0.4 - 0.406) / 0.225,
    ];
    expected.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 5));
  });

  it('gives what is transparent the mean colour', () => {
    expect(
      [
        ...pictureTensor(Uint8Array.of(255, 0, 9, 0), { width: 1, height: 1 }, { width: 1, height: 1 }, { width: 1, height: 1 }, imageNet),
      ].map(Math.abs),
    ).toEqual([0, 0, 0]);
  });

  it('pads to the right and below with zeros', () => {
    const white = new Uint8Array(4 * 4).fill(255);
    const plain = { mean: [0, 0, 0], deviation: [1, 1, 1] };
    const values = pictureTensor(white, { width: 2, height: 2 }, { width: 2, height: 1 }, { width: 3, height: 2 }, plain);
    expect([...values]).toEqual([1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0]);
  });
});

describe('sizes', () => {
  it('brings the shorter side to the model’s and both to its multiple', () => {
    expect(depthSize({ width: 1024, height: 768 }, 518, 14)).toEqual({ width: 686, height: 518 });
    expect(depthSize({ width: 30, height: 3000 }, 518, 14)).toEqual({ width: 518, height: 1036 });
  });

  it('fits the longer side into a frame', () => {
    expect(fittedSize({ width: 160, height: 90 }, 1024)).toEqual({ width: 1024, height: 576 });
    expect(fittedSize({ width: 1, height: 5000 }, 1024)).toEqual({ width: 1, height: 1024 });
  });
});

describe('nearnessOf', () => {
  it('spans 0…1 and refuses what has no span', () => {
    expect([...nearnessOf(Float32Array.of(-3, 1, 5))]).toEqual([0, 0.5, 1]);
    expect(() => nearnessOf(Float32Array.of(7, 7))).toThrow('equally near');
  });
});
