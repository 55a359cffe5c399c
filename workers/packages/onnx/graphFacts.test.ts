import { expect, it } from 'vitest';
import { bytesReader } from '../rangeReaders';
import { writeOnnx, type TestGraph } from '../testing/writeOnnx';
import { graphFacts } from './graphFacts';
import { readHeader } from './readHeader';

const facts = async (graph: TestGraph) => graphFacts(await readHeader(bytesReader(writeOnnx(graph)), 'a'));
const half = { name: 'w', type: 'float16', dims: [100], raw: new Uint8Array(200) } as const;
const bytes = { name: 'q', type: 'uint8', dims: [400], raw: new Uint8Array(400) } as const;

it.each([
  ['fp32', { weights: [{ ...half, type: 'float32' }], nodes: [{ op: 'Conv', inputs: ['w'] }] }],
  ['fp16', { weights: [half], nodes: [{ op: 'Conv', inputs: ['w'] }] }],
  [
    'fp16-stored',
    {
      weights: [half],
      nodes: [
        { op: 'Cast', inputs: ['w'], outputs: ['v'], attributes: { to: 'float32' } },
        { op: 'Conv', inputs: ['v'] },
      ],
    },
  ],
  ['q4', { weights: [bytes], nodes: [{ op: 'com.microsoft:MatMulNBits', inputs: ['x', 'q'] }] }],
  ['q4f16', { weights: [bytes, half], nodes: [{ op: 'com.microsoft:MatMulNBits', inputs: ['x', 'q', 'w'] }] }],
  ['bnb4', { weights: [bytes], nodes: [{ op: 'com.microsoft:MatMulBnb4', inputs: ['x', 'q'] }] }],
  [
    'int8',
    {
      weights: [bytes],
      nodes: [
        { op: 'DequantizeLinear', inputs: ['q'], outputs: ['v'] },
        { op: 'MatMul', inputs: ['v'] },
      ],
    },
  ],
  ['int8-dynamic', { weights: [bytes], nodes: [{ op: 'MatMulInteger', inputs: ['x', 'q'] }] }],
] as const satisfies readonly (readonly [string, TestGraph])[])('tells %s', async (precision, graph) => {
  expect((await facts(graph)).precision).toBe(precision);
});

it('follows double precision from a cast to what computes with it, and no further than the cast back', async () => {
  const { doubleOperators, halfOperators } = await facts({
    inputs: [{ name: 'scale', type: 'float64' }],
    nodes: [
      { op: 'Cast', inputs: ['scale'], outputs: ['s'], attributes: { to: 'float32' } },
      { op: 'Mul', inputs: ['s', 'x'], outputs: ['y'] },
      { op: 'Cast', inputs: ['y'], outputs: ['d'], attributes: { to: 'float64' } },
      { op: 'Pow', inputs: ['d', 'two'], outputs: ['p'] },
      { op: 'Sqrt', inputs: ['p'], outputs: ['r'] },
      { op: 'Cast', inputs: ['r'], outputs: ['f'], attributes: { to: 'float32' } },
      { op: 'Add', inputs: ['f'], outputs: ['z'] },
    ],
  });
  expect([...doubleOperators]).toEqual(['Pow', 'Sqrt']);
  expect(halfOperators.size).toBe(0);
});

it('adds up weights by type and operators by name', async () => {
  const { weights, operators } = await facts({
    weights: [half, bytes, { ...bytes, name: 'r' }],
    nodes: [{ op: 'Conv' }, { op: 'Conv' }, { op: 'com.microsoft:QuickGelu' }],
  });
  expect(weights).toEqual([
    { type: 'uint8', sizeBytes: 800 },
    { type: 'float16', sizeBytes: 200 },
  ]);
  expect(operators).toEqual(
    new Map([
      ['Conv', 2],
      ['com.microsoft:QuickGelu', 1],
    ]),
  );
});
