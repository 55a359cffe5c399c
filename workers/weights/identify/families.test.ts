import { describe, expect, it } from 'vitest';
import { controlNetParameters, unetParameters } from '../configurations/unetParameters';
import { families, familyNetwork, familyOf } from './families';
import type { WeightsFamily } from './families';

const parametersOf = (shapes: ReadonlyMap<string, readonly number[]>) =>
  [...shapes.values()].reduce((sum, shape) => sum + shape.reduce((product, side) => product * side, 1), 0);
const network = (name: WeightsFamily) => familyNetwork(families.find((family) => family.name === name)!);

describe('the parameters of each family’s UNet', () => {
  // Tensors and parameters as the published models have them.
  it.each<[WeightsFamily, number, number]>([
    ['sd1', 686, 859_520_964],
    ['sd2', 686, 865_910_724],
    ['sdxl', 1680, 2_567_463_684],
    ['sdxl-refiner', 1220, 2_259_526_660],
    ['ssd-1b', 944, 1_331_334_404],
    ['vega', 564, 745_225_604],
    ['koala-700m', 584, 782_822_724],
    ['koala-1b', 790, 1_161_184_324],
    ['bk-base', 442, 579_384_964],
    ['bk-small', 396, 482_346_884],
    ['bk-tiny', 358, 323_384_964],
  ])('%s: %i tensors', (name, tensors, parameters) => {
    const shapes = unetParameters(network(name));
    expect(shapes.size).toBe(tensors);
    expect(parametersOf(shapes)).toBe(parameters);
    expect(familyOf(network(name))?.name).toBe(name);
  });

  it('with more input channels, and with the guidance embedding', () => {
    expect(parametersOf(unetParameters({ ...network('sd1'), inChannels: 9 }))).toBe(859_535_364);
    expect(parametersOf(unetParameters({ ...network('sd1'), guidanceDim: 256 }))).toBe(859_602_884);
  });

  it('are told apart whatever their widths', () => {
    for (const { name } of families) {
      const one = network(name);
      expect(familyOf({ ...one, blockOutChannels: one.blockOutChannels.map((channels) => channels / 10) })?.name).toBe(name);
    }
    expect(familyOf({ ...network('sd1'), crossAttentionDim: 512 })).toBeNull();
    expect(familyOf({ ...network('sdxl'), mid: 4 })).toBeNull();
  });
});

describe('the parameters of a ControlNet', () => {
  const control = { conditioningChannels: 3, conditioningOutChannels: [16, 32, 96, 256], globalPool: false };

  it.each<[WeightsFamily, number, number]>([
    ['sd1', 340, 361_279_120],
    ['sdxl', 844, 1_251_014_160],
  ])('%s', (name, tensors, parameters) => {
    const shapes = controlNetParameters({ ...network(name), ...control });
    expect(shapes.size).toBe(tensors);
    expect(parametersOf(shapes)).toBe(parameters);
  });

  it('that keeps attentions without transformers', () => {
    const small = {
      ...network('sdxl'),
      ...control,
      depthsDown: [
        [0, 0],
        [0, 0],
        [1, 1],
      ],
      mid: 1,
    };
    const shapes = controlNetParameters(small, (path) => path.startsWith('down_blocks.1'));
    expect(shapes.size).toBe(224);
    expect(parametersOf(shapes)).toBe(272_586_000);
  });
});
