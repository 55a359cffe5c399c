import { beforeAll, describe, expect, it } from 'vitest';
import type { Value } from '../../../workers/networks/graph/graphModel';
import { attention } from '../../../workers/networks/layers/attention';
import { conv } from '../../../workers/networks/layers/conv';
import { linear } from '../../../workers/networks/layers/linear';
import { groupNorm, layerNorm } from '../../../workers/networks/layers/norms';
import type { Net } from '../../../workers/networks/net';
import { openNet } from '../../../workers/networks/openNet';
import { plainOptions, type AttentionForm } from '../../../workers/networks/options';
import type { Tensor } from '../../../workers/protocol/tensor';
import { nodeRuntimeInstalled } from '../../node-runtime/nodeSession';
import { makeWeights, type MadeWeights } from './madeWeights';
import { runGraph } from './runGraph';

/** Runs one layer on made-up weights. */
async function run(made: MadeWeights, x: Tensor, layer: (net: Net, x: Value) => Value, form?: AttentionForm): Promise<Tensor> {
  const net = openNet('layer', made.table, form ? { ...plainOptions, attention: form } : plainOptions);
  const input = net.graph.input(
    'x',
    'float32',
    x.shape.map((_, i) => `side_${i}`),
  );
  net.graph.output(
    'y',
    layer(net, input),
    x.shape.map((_, i) => `out_${i}`),
  );
  const weights = { file: () => made.bytes, sideFile: () => new Uint8Array() };
  return (await runGraph(net.graph.finish(), weights, new Map([['x', x]]))).get('y')!;
}

const tensor = (shape: readonly number[]): Tensor => ({ data: makeWeights({ x: shape }, 'F32', 7).values.get('x')!, shape });
const close = (actual: Tensor, expected: readonly number[] | Float32Array) => {
  expect(actual.data).toHaveLength(expected.length);
  actual.data.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5));
};

describe.skipIf(!nodeRuntimeInstalled)('layers on weights as they lie', () => {
  let x: Tensor;
  beforeAll(() => {
    x = tensor([2, 4, 5, 3]);
  });

  it('multiplies rows by torch’s Linear weights', async () => {
    const made = makeWeights({ 'l.weight': [3, 4], 'l.bias': [3] });
    const rows = tensor([6, 4]);
    const [w, b] = [made.values.get('l.weight')!, made.values.get('l.bias')!];
    const expected = Array.from({ length: 18 }, (_, i) => {
      const [row, out] = [Math.floor(i / 3), i % 3];
      return [0, 1, 2, 3].reduce((sum, k) => sum + rows.data[row * 4 + k]! * w[out * 4 + k]!, b[out]!);
    });
    close(await run(made, rows, (net, value) => linear(net, value, 'l')), expected);
  });

  it('takes a weight that is stored transposed as it lies', async () => {
    const made = makeWeights({ 'l.weight': [4, 3] });
    const table = new Map(made.table).set('l.weight', { ...made.table.get('l.weight')!, shape: [3, 4], transposed: true });
    const rows = tensor([2, 4]);
    const w = made.values.get('l.weight')!;
    const expected = Array.from({ length: 6 }, (_, i) =>
      [0, 1, 2, 3].reduce((sum, k) => sum + rows.data[Math.floor(i / 3) * 4 + k]! * w[k * 3 + (i % 3)]!, 0),
    );
    close(await run({ ...made, table }, rows, (net, value) => linear(net, value, 'l')), expected);
  });

  it('names a weight that is missing', () => {
    const net = openNet('layer', new Map(), plainOptions).at('down_blocks.0');
    expect(() => conv(net, net.graph.input('x', 'float32', []), 'conv1')).toThrow(/“down_blocks\.0\.conv1\.weight” are missing/);
  });

  it.each([
    ['stride 1', 1, 1, [1, 1, 1, 1]],
    ['stride 2', 2, 1, [1, 1, 1, 1]],
    ['padding at right and bottom alone', 2, [0, 0, 1, 1], [0, 0, 1, 1]],
  ] as const)('convolves with %s', async (_, stride, padding, [top, left, bottom, right]) => {
    const made = makeWeights({ 'c.weight': [2, 4, 3, 3], 'c.bias': [2] });
    const [w, b] = [made.values.get('c.weight')!, made.values.get('c.bias')!];
    const height = Math.floor((5 + top + bottom - 3) / stride) + 1;
    const width = Math.floor((3 + left + right - 3) / stride) + 1;
    const at = (n: number, c: number, row: number, column: number) =>
      row < 0 || row >= 5 || column < 0 || column >= 3 ? 0 : x.data[((n * 4 + c) * 5 + row) * 3 + column]!;
    const expected: number[] = [];
    for (let n = 0; n < 2; n++)
      for (let o = 0; o < 2; o++)
        for (let row = 0; row < height; row++)
          for (let column = 0; column < width; column++) {
            let sum = b[o]!;
            for (let i = 0; i < 36; i++) {
              const [c, dy, dx] = [Math.floor(i / 9), Math.floor((i % 9) / 3), i % 3];
              sum += at(n, c, row * stride + dy - top, column * stride + dx - left) * w[o * 36 + i]!;
            }
            expected.push(sum);
          }
    const y = await run(made, x, (net, value) => conv(net, value, 'c', { stride, padding }));
    expect(y.shape).toEqual([2, 2, height, width]);
    close(y, expected);
  });

  it('normalises groups of channels, and rows', async () => {
    const made = makeWeights({ 'n.weight': [4], 'n.bias': [4] });
    const [w, b] = [made.values.get('n.weight')!, made.values.get('n.bias')!];
    const normal = (values: Float32Array, epsilon: number) => {
      const mean = values.reduce((a, v) => a + v, 0) / values.length;
      const variance = values.reduce((a, v) => a + (v - mean) ** 2, 0) / values.length;
      return values.map((v) => (v - mean) / Math.sqrt(variance + epsilon));
    };
    const grouped = Array.from({ length: 4 }, (_, g) => [...normal(x.data.subarray(g * 30, g * 30 + 30), 1e-3)]).flat();
    close(
      await run(made, x, (net, value) => groupNorm(net, value, 'n', 2, 1e-3)),
      grouped.map((v, i) => v * w[Math.floor(i / 15) % 4]! + b[Math.floor(i / 15) % 4]!),
    );
    const rows = tensor([3, 4]);
    close(
      await run(made, rows, (net, value) => layerNorm(net, value, 'n', 1e-3)),
      [0, 1, 2].flatMap((r) => [...normal(rows.data.subarray(r * 4, r * 4 + 4), 1e-3)].map((v, i) => v * w[i]! + b[i]!)),
    );
  });

  it.each([
    ['fused', { kind: 'fused' }],
    [
      'in slices that do not divide the queries',
      { kind: 'sliced', maximumScoreBytes: 500, largest: { batch: 2, latentHeight: 5, latentWidth: 3 } },
    ],
    ['a query at a time', { kind: 'sliced', maximumScoreBytes: 1, largest: { batch: 2, latentHeight: 5, latentWidth: 3 } }],
  ] satisfies [string, AttentionForm][])('attends %s as it does plainly', async (_, form) => {
    const made = makeWeights({ 'q.weight': [8, 4], 'k.weight': [8, 4], 'v.weight': [8, 4] });
    const rows = tensor([30, 4]);
    const layer = (net: Net, value: Value) =>
      attention(net, {
        query: linear(net, value, 'q'),
        key: linear(net, value, 'k'),
        value: linear(net, value, 'v'),
        batch: net.graph.integers([2]),
        heads: 2,
        headWidth: 4,
        reduction: 1,
      });
    close(await run(made, rows, layer, form), (await run(made, rows, layer)).data);
  });

  it('attends as the formula says', async () => {
    const made = makeWeights({});
    const rows = tensor([6, 4]);
    const y = await run(made, rows, (net, value) =>
      attention(net, { query: value, key: value, value, batch: net.graph.integers([2]), heads: 2, headWidth: 2 }),
    );
    const expected = Array.from({ length: 24 }, (_, i) => {
      const [row, column] = [Math.floor(i / 4), i % 4];
      const [first, head] = [Math.floor(row / 3) * 3, Math.floor(column / 2) * 2];
      const weights = [0, 1, 2].map((s) =>
        Math.exp([0, 1].reduce((sum, d) => sum + rows.data[row * 4 + head + d]! * rows.data[(first + s) * 4 + head + d]!, 0) / Math.SQRT2),
      );
      const total = weights.reduce((a, b) => a + b, 0);
      return weights.reduce((sum, weight, s) => sum + (weight / total) * rows.data[(first + s) * 4 + column]!, 0);
    });
    close(y, expected);
  });

  it('doubles a picture, and resizes it to an odd side as doubling and cutting off would', async () => {
    const made = makeWeights({});
    const twice = await run(made, x, (net, value) => net.doubled(value));
    expect(twice.shape).toEqual([2, 4, 10, 6]);
    const odd = await run(made, x, (net, value) => net.resizeNearest(value, net.graph.integers([9, 5])));
    expect(odd.shape).toEqual([2, 4, 9, 5]);
    odd.data.forEach((value, i) => {
      const [plane, row, column] = [Math.floor(i / 45), Math.floor((i % 45) / 5), i % 5];
      expect(value).toBe(twice.data[plane * 60 + row * 6 + column]);
      expect(value).toBe(x.data[plane * 15 + Math.floor(row / 2) * 3 + Math.floor(column / 2)]);
    });
  });
});
