import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../protocol/faults';
import { blobReader, bytesReader } from '../rangeReaders';
import { unetGraph } from '../testing/testGraphs';
import { writeOnnx, type TestNode } from '../testing/writeOnnx';
import { graphFacts } from './graphFacts';
import { readHeader } from './readHeader';

const read = (bytes: Uint8Array) => readHeader(bytesReader(bytes), 'unet/model.onnx');

/** A file of gigabytes without its bytes: a head, a stretch of zeros within one weight, and a tail. */
function huge(head: Uint8Array, gapBytes: number, tail: Uint8Array) {
  let readBytes = 0;
  return {
    reader: {
      sizeBytes: head.length + gapBytes + tail.length,
      read: (start: number, end: number) => {
        const last = Math.min(end, head.length + gapBytes + tail.length);
        readBytes += last - start;
        return Promise.resolve(
          Uint8Array.from({ length: last - start }, (_, i) =>
            start + i < head.length ? head[start + i]! : start + i < head.length + gapBytes ? 0 : tail[start + i - head.length - gapBytes]!,
          ),
        );
      },
    },
    readBytes: () => readBytes,
  };
}

const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]);

describe('readHeader', () => {
  it('reads structure, types, shapes and where weights lie', async () => {
    const header = await read(
      writeOnnx({
        inputs: [
          { name: 'x', type: 'float16', shape: ['batch', 4, ''] },
          { name: 'w', shape: [2] },
        ],
        outputs: [{ name: 'y', type: 'int64' }],
        nodes: [
          { op: 'com.microsoft:MatMulNBits', inputs: ['x', 'w'], outputs: ['z'] },
          { op: 'Cast', inputs: ['z'], outputs: ['y'], attributes: { to: 'int64' } },
        ],
        weights: [
          { name: 'w', type: 'uint8', dims: [300, 2], raw: new Uint8Array(600) },
          { name: 'v', type: 'float16', dims: [8], location: 'model.onnx_data', offset: 4096, length: 16 },
        ],
        valueTypes: [{ name: 'z', type: 'float16' }],
        opset: 14,
      }),
    );
    // An input that has a weight of its name is none.
    expect(header.inputs).toEqual([{ name: 'x', type: 'float16', shape: ['batch', 4, ''] }]);
    expect(header.outputs).toEqual([{ name: 'y', type: 'int64', shape: [] }]);
    expect(header.nodes).toEqual([
      { op: 'MatMulNBits', domain: 'com.microsoft', inputs: ['x', 'w'], outputs: ['z'], castTo: null },
      { op: 'Cast', domain: '', inputs: ['z'], outputs: ['y'], castTo: 'int64' },
    ]);
    expect(header.weights).toEqual([
      { name: 'w', type: 'uint8', dims: [300, 2], external: null },
      { name: 'v', type: 'float16', dims: [8], external: { location: 'model.onnx_data', endBytes: 4112 } },
    ]);
    expect(header.opsets.get('')).toBe(14);
    expect(header.producer).toBe('test writer');
    expect(header.valueTypes.get('z')).toBe('float16');
  });

  it('counts the operators of branches and loops too, and the numbers of constants', async () => {
    const { nodes, weights } = await read(
      writeOnnx({
        nodes: [
          { op: 'If', body: [{ op: 'Loop', body: [{ op: 'com.microsoft:NhwcConv' }] }] },
          { op: 'Constant', outputs: ['c'], value: { name: '', type: 'float64', dims: [1], raw: new Uint8Array(8) } },
        ],
      }),
    );
    expect(nodes.map((node) => node.op)).toEqual(['NhwcConv', 'Loop', 'If', 'Constant']);
    expect(weights).toEqual([{ name: 'c', type: 'float64', dims: [1], external: null }]);
  });

  it('leaps over weights: of two gigabytes a few hundred kilobytes are read', async () => {
    const gap = 2 ** 31 - 100;
    // A graph (field 7) with one weight (field 5) whose raw data (field 9) is the gap, then a node (field 1) "Conv".
    const rawHead = [...varint(9 * 8 + 2), ...varint(gap)];
    const weight = [...varint(5 * 8 + 2), ...varint(rawHead.length + gap), ...rawHead];
    const node = [1 * 8 + 2, 6, 4 * 8 + 2, 4, ...new TextEncoder().encode('Conv')];
    const head = Uint8Array.from([...varint(7 * 8 + 2), ...varint(weight.length + gap + node.length), ...weight]);
    const { reader, readBytes } = huge(head, gap, Uint8Array.from(node));
    const header = await readHeader(reader, 'unet/model.onnx');
    expect(header.nodes.map(({ op }) => op)).toEqual(['Conv']);
    expect(header.sizeBytes).toBeGreaterThan(2 ** 31 - 100);
    expect(readBytes()).toBeLessThan(512 * 1024);
  });

  it('reads Blobs, and says so where one is gone', async () => {
    const bytes = writeOnnx(unetGraph());
    expect((await readHeader(blobReader(new Blob([bytes.slice()]), 'a'), 'a')).inputs).toHaveLength(3);
    const gone = { size: 10, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }) } as unknown as Blob;
    await expect(readHeader(blobReader(gone, 'a'), 'a')).rejects.toMatchObject({ code: 'package-missing-file' });
  });

  it.each([
    ['an empty file', new Uint8Array(), 'no network'],
    ['zeros', new Uint8Array(1000), 'not an ONNX model'],
    ['a pointer of Git', new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'), 'git lfs pull'],
    ['a web page', new TextEncoder().encode('<!doctype html><title>Sign in</title>'), 'cannot be read'],
  ])('refuses %s', async (_, bytes, words) => {
    const thrown: unknown = await read(bytes).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'package-invalid' });
    expect(`${(thrown as Fault).message} ${(thrown as Fault).hint}`).toContain(words);
  });

  it('refuses graphs nested without end', async () => {
    let node: TestNode = { op: 'Loop' };
    for (let depth = 0; depth < 40; depth++) node = { op: 'Loop', body: [node] };
    await expect(read(writeOnnx({ nodes: [node] }))).rejects.toMatchObject({
      code: 'package-invalid',
      message: expect.stringContaining('nested') as string,
    });
  });

  it('refuses every file that was cut short, and takes none for another', async () => {
    const bytes = writeOnnx(unetGraph());
    const whole = await read(bytes);
    for (let length = 0; length < bytes.length; length++) {
      const outcome = await read(bytes.subarray(0, length)).catch((thrown: unknown) => thrown);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Fault);
      // Cut between two fields of the model, after its graph: nothing of the network is missing.
      else expect(outcome).toMatchObject({ nodes: whole.nodes, inputs: whole.inputs });
    }
  });

  it('ends in a header or a Fault, whatever the bytes', async () => {
    const valid = writeOnnx(unetGraph());
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
        .map((changes) => changes.reduce((out, [at, value]) => out.with(at, value), valid)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (garbage) => {
        const outcome = await read(garbage)
          .then(graphFacts)
          .catch((thrown: unknown) => thrown);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Fault);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives up on files of endless small entries instead of reading on for hours', async () => {
    const endless = {
      sizeBytes: 2 ** 40,
      read: (start: number, end: number) => Promise.resolve(new Uint8Array(end - start).map((_, i) => ((start + i) % 2 === 0 ? 8 : 1))),
    };
    await expect(readHeader(endless, 'a')).rejects.toMatchObject({
      code: 'package-invalid',
      message: expect.stringContaining('more entries') as string,
    });
  }, 120_000);
});
