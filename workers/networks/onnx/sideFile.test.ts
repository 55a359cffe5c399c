import { expect, it } from 'vitest';
import type { TensorView } from '../../protocol/tensorView';
import type { Initialiser, Rewriting } from '../graph/graphModel';
import { jobBytes, layOutSideFile } from './sideFile';

const view = (shape: readonly number[], offset = 0, file = 'a'): TensorView => ({ file, dtype: 'BF16', shape, offset, sizeBytes: 2 });
const rewritten = (from: TensorView, to: Rewriting, half: 'values' | 'scales' = 'values'): Initialiser => ({
  name: 'w',
  type: 'float16',
  dims: [],
  data: { kind: 'rewritten', job: { from, to }, half },
});

it('counts the bytes that a rewritten tensor takes', () => {
  expect(jobBytes({ from: view([3, 5]), to: 'float16' })).toEqual({ values: 30, scales: 0 });
  expect(jobBytes({ from: view([3, 5]), to: 'float32' })).toEqual({ values: 60, scales: 0 });
  expect(jobBytes({ from: view([3, 5, 2, 2]), to: 'rows8' })).toEqual({ values: 60, scales: 6 });
  expect(jobBytes({ from: view([3, 33]), to: 'blocks8' })).toEqual({ values: 192, scales: 12 });
  expect(jobBytes({ from: view([3, 33]), to: 'blocks4' })).toEqual({ values: 96, scales: 12 });
});

it('lays jobs one after the other at multiples of 64, each once, in a side file for each file they are made from', () => {
  const initialisers = [
    rewritten(view([3, 5]), 'float16'),
    rewritten(view([3, 33], 100), 'blocks8'),
    rewritten(view([3, 33], 100), 'blocks8', 'scales'),
    rewritten(view([3, 5]), 'float16'),
    rewritten(view([7], 0, 'b'), 'float32'),
    rewritten(view([7], 200), 'float32'),
  ];
  const { sideFiles, placeOf } = layOutSideFile(initialisers, (file) => `${file}.side`);
  expect([...sideFiles].map(([file, jobs]) => [file, jobs.map(({ offset }) => offset)])).toEqual([
    ['a.side', [0, 64, 320]],
    ['b.side', [0]],
  ]);
  expect(initialisers.map(placeOf)).toEqual([
    { file: 'a.side', offset: 0, sizeBytes: 30 },
    { file: 'a.side', offset: 64, sizeBytes: 192 },
    { file: 'a.side', offset: 256, sizeBytes: 12 },
    { file: 'a.side', offset: 0, sizeBytes: 30 },
    { file: 'b.side', offset: 0, sizeBytes: 28 },
    { file: 'a.side', offset: 320, sizeBytes: 28 },
  ]);
});

it('leaves the side file of the plain graph as it was, whatever LoRAs ask for beside it', () => {
  const plain = [rewritten(view([3, 5]), 'blocks8'), rewritten(view([7], 200), 'float32')];
  const withLoras = [
    // A layer that DoRA takes whole is no longer quantised.
    rewritten(view([3, 5]), 'float32'),
    rewritten(view([7], 200), 'float32'),
    rewritten(view([2], 0, 'lora'), 'float32'),
  ];
  const sideFileOf = (file: string) => `${file}.side`;
  const { sideFiles, placeOf } = layOutSideFile(withLoras, sideFileOf, plain);
  expect(sideFiles.get('a.side')).toEqual(layOutSideFile(plain, sideFileOf).sideFiles.get('a.side'));
  expect([...sideFiles.keys()]).toEqual(['a.side', 'a.side.more', 'lora.side']);
  expect(withLoras.map((one) => placeOf(one)?.file)).toEqual(['a.side.more', 'a.side', 'lora.side']);
});
