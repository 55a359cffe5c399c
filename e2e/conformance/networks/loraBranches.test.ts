import { describe, expect, it } from 'vitest';
import type { Value } from '../../../workers/networks/graph/graphModel';
import { conv } from '../../../workers/networks/layers/conv';
import { linear } from '../../../workers/networks/layers/linear';
import { strengthInput } from '../../../workers/networks/lora/strengths';
import type { Net } from '../../../workers/networks/net';
import { openNet } from '../../../workers/networks/openNet';
import { plainOptions, type GraphOptions } from '../../../workers/networks/options';
import { sideBytes } from '../../../workers/packages/checkpoint/sideBytes';
import type { LoraModule } from '../../../workers/protocol/loraModules';
import type { Tensor } from '../../../workers/protocol/tensor';
import { nodeRuntimeInstalled } from '../../node-runtime/nodeSession';
import { makeWeights, type MadeWeights } from './madeWeights';
import { runGraph } from './runGraph';

type Shapes = Readonly<Record<string, readonly number[]>>;

/** A layer on weights that one LoRA changes; null: none. */
async function run(
  made: MadeWeights,
  module: LoraModule | null,
  layer: (net: Net, x: Value) => Value,
  x: Tensor,
  strength: number,
  options: Partial<GraphOptions> = {},
) {
  const table = module && new Map([['l.weight', [module]]]);
  const net = openNet('layer', made.table, { ...plainOptions, ...options, loras: table ? [table] : [] });
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
  const file = {
    path: 'weights/made.safetensors',
    sizeBytes: made.bytes.length,
    read: (begin: number, end: number) => Promise.resolve(made.bytes.slice(begin, end)),
  };
  const given = new Map([
    ['x', x],
    [strengthInput(0), { data: Float32Array.of(strength), shape: [1] }],
  ]);
  const got = await runGraph(net.graph.finish(), { file: () => made.bytes, sideFile: (jobs) => sideBytes(jobs, [file]) }, given);
  return got.get('y')!.data;
}

const tensor = (shape: readonly number[]): Tensor => ({ data: makeWeights({ x: shape }, 'F32', 7).values.get('x')!, shape });

/** The same weights with `l.weight` replaced. */
function merged(made: MadeWeights, change: Float32Array, strength: number): MadeWeights {
  const weight = made.values.get('l.weight')!.map((value, i) => value + strength * change[i]!);
  const view = made.table.get('l.weight')!;
  const bytes = new Uint8Array(Math.ceil(made.bytes.length / 4) * 4 + weight.length * 4);
  bytes.set(made.bytes);
  bytes.set(new Uint8Array(weight.buffer), bytes.length - weight.length * 4);
  const table = new Map(made.table).set('l.weight', {
    ...view,
    dtype: 'F32',
    offset: bytes.length - weight.length * 4,
    sizeBytes: weight.length * 4,
  });
  return { ...made, bytes, table };
}

const product = (a: Float32Array, b: Float32Array, rows: number, inner: number) => {
  const columns = b.length / inner;
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += a[Math.floor(i / columns) * inner + k]! * b[k * columns + (i % columns)]!;
    return sum;
  });
};
/** Σ core[p, q, k] · a(out, p) · b[q, in] → [out, in, k] */
const tucker = (
  core: Float32Array,
  a: (out: number, p: number) => number,
  b: Float32Array,
  [out, rank, inputs, window]: readonly [number, number, number, number],
) =>
  Float32Array.from({ length: out * inputs * window }, (_, i) => {
    const [o, j, k] = [Math.floor(i / inputs / window), Math.floor(i / window) % inputs, i % window];
    let sum = 0;
    for (let p = 0; p < rank; p++) for (let q = 0; q < rank; q++) sum += core[(p * rank + q) * window + k]! * a(o, p) * b[q * inputs + j]!;
    return sum;
  });

interface Kind {
  readonly name: string;
  readonly weight: readonly number[];
  readonly shapes: Shapes;
  readonly module: (made: MadeWeights) => LoraModule;
  /** ΔW */
  readonly change: (of: (name: string) => Float32Array, weight: Float32Array) => Float32Array;
}
const view = (made: MadeWeights, name: string) => made.table.get(name)!;
const linearWeight = [6, 8];
const convWeight = [6, 4, 3, 3];

const kinds: readonly Kind[] = [
  {
    name: 'LoRA of a linear layer',
    weight: linearWeight,
    shapes: { down: [2, 8], up: [6, 2] },
    module: (made) => ({ kind: 'lora', down: view(made, 'down'), up: view(made, 'up'), scale: 0.5 }),
    change: (of) => product(of('up'), of('down'), 6, 2).map((value) => value / 2),
  },
  {
    name: 'LoRA of a linear layer, stored as a 1×1 convolution',
    weight: linearWeight,
    shapes: { down: [2, 8, 1, 1], up: [6, 2, 1, 1] },
    module: (made) => ({ kind: 'lora', down: view(made, 'down'), up: view(made, 'up'), scale: 1 }),
    change: (of) => product(of('up'), of('down'), 6, 2),
  },
  {
    name: 'LoCon',
    weight: convWeight,
    shapes: { down: [2, 4, 3, 3], up: [6, 2, 1, 1] },
    module: (made) => ({ kind: 'lora', down: view(made, 'down'), up: view(made, 'up'), scale: 0.25 }),
    change: (of) => product(of('up'), of('down'), 6, 2).map((value) => value / 4),
  },
  {
    name: 'LoCon with a core',
    weight: convWeight,
    shapes: { down: [2, 4, 1, 1], mid: [2, 2, 3, 3], up: [6, 2, 1, 1] },
    module: (made) => ({ kind: 'lora', down: view(made, 'down'), mid: view(made, 'mid'), up: view(made, 'up'), scale: 1 }),
    change: (of) => tucker(of('mid'), (out, p) => of('up')[out * 2 + p]!, of('down'), [6, 2, 4, 9]),
  },
  {
    name: 'LoCon of fewer channels than the layer has',
    weight: [6, 5, 3, 3],
    shapes: { down: [2, 4, 3, 3], up: [6, 2, 1, 1] },
    module: (made) => ({ kind: 'lora', down: view(made, 'down'), up: view(made, 'up'), scale: 1 }),
    change: (of) => widened(product(of('up'), of('down'), 6, 2)),
  },
  {
    name: 'LoHa',
    weight: linearWeight,
    shapes: { w1a: [6, 2], w1b: [2, 8], w2a: [6, 2], w2b: [2, 8] },
    module: (made) => ({
      kind: 'loha',
      w1a: view(made, 'w1a'),
      w1b: view(made, 'w1b'),
      w2a: view(made, 'w2a'),
      w2b: view(made, 'w2b'),
      scale: 0.5,
    }),
    change: (of) => product(of('w1a'), of('w1b'), 6, 2).map((value, i) => 0.5 * value * product(of('w2a'), of('w2b'), 6, 2)[i]!),
  },
  {
    name: 'LoHa with cores, of fewer channels than the layer has',
    weight: [6, 5, 3, 3],
    shapes: { w1a: [2, 6], w1b: [2, 4], w2a: [2, 6], w2b: [2, 4], t1: [2, 2, 3, 3], t2: [2, 2, 3, 3] },
    module: (made) => ({
      kind: 'loha',
      ...(Object.fromEntries(['w1a', 'w1b', 'w2a', 'w2b', 't1', 't2'].map((name) => [name, view(made, name)])) as Record<
        'w1a' | 'w1b' | 'w2a' | 'w2b' | 't1' | 't2',
        ReturnType<typeof view>
      >),
      scale: 1,
    }),
    change: (of) => {
      const part = (core: string, a: string, b: string) => tucker(of(core), (out, p) => of(a)[p * 6 + out]!, of(b), [6, 2, 4, 9]);
      const second = part('t2', 'w2a', 'w2b');
      return widened(part('t1', 'w1a', 'w1b').map((value, i) => value * second[i]!));
    },
  },
  {
    name: 'LoKr of whole matrices',
    weight: linearWeight,
    shapes: { w1: [2, 4], w2: [3, 2] },
    module: (made) => ({ kind: 'lokr', w1: view(made, 'w1'), w2: view(made, 'w2'), scale: 1 }),
    change: (of) => kron(of('w1'), 2, 4, of('w2'), 3, 2),
  },
  {
    name: 'LoKr of products, on a convolution',
    weight: convWeight,
    shapes: { w1a: [2, 1], w1b: [1, 2], w2a: [3, 1], w2b: [1, 18] },
    module: (made) => ({ kind: 'lokr', w1: [view(made, 'w1a'), view(made, 'w1b')], w2: [view(made, 'w2a'), view(made, 'w2b')], scale: 2 }),
    change: (of) => kron(product(of('w1a'), of('w1b'), 2, 1), 2, 2, product(of('w2a'), of('w2b'), 3, 1), 3, 18).map((value) => 2 * value),
  },
  {
    name: 'difference',
    weight: convWeight,
    shapes: { delta: convWeight },
    module: (made) => ({ kind: 'difference', delta: view(made, 'delta') }),
    change: (of) => of('delta'),
  },
  {
    name: 'DoRA by rows',
    weight: linearWeight,
    shapes: { down: [2, 8], up: [6, 2], dora: [6, 1] },
    module: (made) => ({ kind: 'lora', down: view(made, 'down'), up: view(made, 'up'), scale: 1, dora: view(made, 'dora') }),
    change: (of, weight) => {
      const moved = product(of('up'), of('down'), 6, 2).map((value, i) => value + weight[i]!);
      const norm = (row: number) => Math.hypot(...moved.subarray(row * 8, row * 8 + 8));
      return moved.map((value, i) => (value * of('dora')[Math.floor(i / 8)]!) / norm(Math.floor(i / 8)) - weight[i]!);
    },
  },
  {
    name: 'DoRA by columns',
    weight: linearWeight,
    shapes: { down: [2, 8], up: [6, 2], dora: [1, 8] },
    module: (made) => ({ kind: 'lora', down: view(made, 'down'), up: view(made, 'up'), scale: 1, dora: view(made, 'dora') }),
    change: (of, weight) => {
      const moved = product(of('up'), of('down'), 6, 2).map((value, i) => value + weight[i]!);
      const norm = (column: number) => Math.hypot(...[0, 1, 2, 3, 4, 5].map((row) => moved[row * 8 + column]!));
      return moved.map((value, i) => (value * of('dora')[i % 8]!) / norm(i % 8) - weight[i]!);
    },
  },
];

/** [6, 4, 9] → [6, 5, 9] */
function widened(change: Float32Array): Float32Array {
  return Float32Array.from({ length: 270 }, (_, i) => (i % 45 < 36 ? change[Math.floor(i / 45) * 36 + (i % 45)]! : 0));
}

function kron(a: Float32Array, aRows: number, aColumns: number, b: Float32Array, bRows: number, bColumns: number): Float32Array {
  const columns = aColumns * bColumns;
  return Float32Array.from({ length: aRows * bRows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return a[Math.floor(row / bRows) * aColumns + Math.floor(column / bColumns)]! * b[(row % bRows) * bColumns + (column % bColumns)]!;
  });
}

describe.skipIf(!nodeRuntimeInstalled)('changes of LoRAs', () => {
  const layerOf = (weight: readonly number[]) => (net: Net, x: Value) =>
    weight.length === 2 ? linear(net, x, 'l') : conv(net, x, 'l', { stride: 2, padding: 1 });
  const inputOf = (weight: readonly number[]) => tensor(weight.length === 2 ? [5, 8] : [2, weight[1]!, 5, 4]);
  const closest = (a: Float32Array, b: Float32Array) => a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

  it.each(kinds)('$name: the same as merged into the weight, and nothing at strength 0', async ({ weight, shapes, module, change }) => {
    const made = makeWeights({ 'l.weight': weight, 'l.bias': [6], ...shapes });
    const of = (name: string) => made.values.get(name)!;
    const [layer, x] = [layerOf(weight), inputOf(weight)];
    const change_ = change(of, of('l.weight'));
    for (const strength of [0.7, -1.5]) {
      const got = await run(made, module(made), layer, x, strength);
      expect(closest(got, await run(merged(made, change_, strength), null, layer, x, 0))).toBeLessThan(2e-5);
    }
    const [off, base] = [await run(made, module(made), layer, x, 0), await run(made, null, layer, x, 0)];
    // The processor convolves by another routine where a weight is computed at every run: the last bit may differ there.
    if (weight.length === 4 && module(made).kind !== 'lora') expect(closest(off, base)).toBeLessThan(1e-6);
    else expect([...off]).toEqual([...base]);
  });

  it.each(kinds)('$name, on a quantised weight: the change itself is exact', async ({ weight, shapes, module, change, name }) => {
    const made = makeWeights({ 'l.weight': weight, 'l.bias': [6], ...shapes });
    const of = (named: string) => made.values.get(named)!;
    const [layer, x] = [layerOf(weight), inputOf(weight)];
    const q8 = { weights: 'q8' } as const;
    const zero = makeWeights({ 'l.weight': weight });
    zero.values.get('l.weight')!.fill(0);
    const effect = await run(merged(zero, change(of, of('l.weight')), 1), null, layer, x, 0);
    const [on, off] = [await run(made, module(made), layer, x, 1, q8), await run(made, module(made), layer, x, 0, q8)];
    // DoRA's change depends on the weight, which is then rounded.
    expect(
      closest(
        on.map((value, i) => value - off[i]!),
        effect,
      ),
    ).toBeLessThan(name.startsWith('DoRA') ? 0.1 : 2e-5);
    if (!name.startsWith('DoRA')) expect([...off]).toEqual([...(await run(made, null, layer, x, 0, q8))]);
  });

  it('adds up, each taken from the unchanged weight', async () => {
    const made = makeWeights({ 'l.weight': linearWeight, 'l.bias': [6], down: [2, 8], up: [6, 2] });
    const module: LoraModule = { kind: 'lora', down: view(made, 'down'), up: view(made, 'up'), scale: 1 };
    const twice = openNet('layer', made.table, {
      ...plainOptions,
      loras: [new Map([['l.weight', [module]]]), new Map([['l.weight', [module]]])],
    });
    const x = twice.graph.input('x', 'float32', [5, 8]);
    twice.graph.output('y', linear(twice, x, 'l'), [5, 6]);
    const rows = tensor([5, 8]);
    const strength = (value: number): Tensor => ({ data: Float32Array.of(value), shape: [1] });
    const given = new Map([
      ['x', rows],
      [strengthInput(0), strength(0.5)],
      [strengthInput(1), strength(-2)],
    ]);
    const got = (await runGraph(twice.graph.finish(), { file: () => made.bytes, sideFile: () => new Uint8Array() }, given)).get('y')!.data;
    expect(closest(got, await run(made, module, layerOf(linearWeight), rows, -1.5))).toBeLessThan(2e-5);
  });
});
