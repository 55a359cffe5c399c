import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHeader } from '../../../workers/weights/header/readHeader';
import { byteFile, folderFiles } from './folderFiles';
import { narrow } from './narrow';
import { expandPattern } from './patterns';
import { fillRuled, hashOf, seedOf } from './ruledValues';
import { writeFiles } from './writeFiles';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('the rule for values', () => {
  it.each([
    ['conv_in.weight', 101, 0.2887, 0, 'F16', [1056257, 16124771, 6185148, 6763770], '0ab44334daac28ab'],
    ['down_blocks.0.resnets.0.norm1.weight', 3000000201, 0.2, 1, 'BF16', [12188382, 10017119, 5551906, 8486220], '8c3f853f6f3f803f'],
    ['sample', 7, 1.732, 0, 'F32', [502803, 8697210, 34077, 6534341], '6668d0bf2b7e823da0cbdcbf1a05c4be'],
  ])('gives the worked values of %s', (name, salt, scale, offset, dtype, hashes, stored) => {
    const seed = seedOf(name, salt);
    expect([0, 1, 2, 3].map((i) => hashOf(seed, i))).toEqual(hashes);
    const values = new Float32Array(4);
    fillRuled(values, 0, seed, scale, offset);
    expect(hex(narrow(values, dtype))).toBe(stored);
  });

  it('rounds to the nearest, ties to even', () => {
    const f16 = (value: number) => hex(narrow(Float32Array.of(value), 'F16'));
    expect([1, -2, 65504, 65519, 65520, 2 ** -24, 2 ** -25, 3 * 2 ** -25, 1 + 2 ** -11, 1 + 3 * 2 ** -11].map(f16)).toEqual([
      '003c',
      '00c0',
      'ff7b',
      'ff7b',
      '007c',
      '0100',
      '0000',
      '0200',
      '003c',
      '023c',
    ]);
    const f8 = (value: number) => hex(narrow(Float32Array.of(value), 'F8_E4M3'));
    expect([1, -1.125, 448, 2 ** -9, 2 ** -10, 1.0625, 1.1875].map(f8)).toEqual(['38', 'b9', '7e', '01', '00', '38', '3a']);
  });
});

describe('patterns', () => {
  it('multiply their braces', () => {
    expect(expandPattern('a.{0..2,5}.{x,y}')).toEqual(['a.0.x', 'a.0.y', 'a.1.x', 'a.1.y', 'a.2.x', 'a.2.y', 'a.5.x', 'a.5.y']);
    expect(expandPattern('plain')).toEqual(['plain']);
  });
});

describe('the files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'files-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are sound, in the writers’ order, with holes where no rule is', async () => {
    await writeFiles(folder, {
      salt: 7,
      configs: { 'unet/config.json': { a: 1 }, 'index.json': { weight_map: { 'w.{0,1}': 'x' } } },
      files: {
        'unet/a.safetensors': {
          dtype: 'F16',
          tensors: {
            'b.{0,1}': { shape: [2, 3], scale: 1, rows: [1] },
            wide: { shape: [2], dtype: 'F32', scale: 0, offset: 3 },
            ids: { shape: [1, 4], dtype: 'I64', index: true },
            hole: { shape: [1 << 16, 1 << 16] },
          },
          metadata: { format: 'pt' },
        },
        'raw.bin': { hex: '0102', size: 5 },
      },
    });
    expect((await folderFiles(folder)).map(({ path }) => path)).toEqual([
      'index.json',
      'raw.bin',
      'unet/a.safetensors',
      'unet/config.json',
    ]);
    expect(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'))).toEqual({ weight_map: { 'w.0': 'x', 'w.1': 'x' } });
    expect([...(await readFile(join(folder, 'raw.bin')))]).toEqual([1, 2, 0, 0, 0]);
    const file = await byteFile(folder, 'unet/a.safetensors');
    const header = await readHeader(file);
    expect([...header.tensors.keys()]).toEqual(['ids', 'wide', 'b.0', 'b.1', 'hole']);
    expect(header.metadata.get('format')).toBe('pt');
    const at = async (name: string) => {
      const { offset, sizeBytes } = header.tensors.get(name)!;
      return hex(await file.read(offset, offset + Math.min(sizeBytes, 32)));
    };
    expect(await at('wide')).toBe('0000404000004040');
    expect(await at('ids')).toBe('0000000000000000010000000000000002000000000000000300000000000000');
    expect(await at('b.1')).toMatch(/^0{12}(?!0{12})/);
    expect(header.tensors.get('ids')!.offset % 8).toBe(0);
  });
});
