import { decode } from 'fast-png';
import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../protocol/faults';
import { buildIcc } from '../fixtures/buildIcc';
import { joinPng, pngHeaderBytes } from '../fixtures/buildPng';
import { bytes } from '../fixtures/bytes';
import { decodePng } from './decodePng';
import { encodePng } from './encodePng';
import { keywordOf, notesOf } from './keptNotes';

/** Large enough that a platform's stream would have handed rows over long before the end. */
const [width, height] = [256, 200];
const pixels = new Uint8Array(width * height * 4).map((_, i) => Math.imul(i + 7, 2654435761) >>> 24);
const rows = new Uint8Array(height * (width * 4 + 1));
for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1);
const stream = zlibSync(rows);
const none = new Uint8Array(0);

type Chunk = readonly [string, Uint8Array];
const png = (data: readonly Uint8Array[], before: readonly Chunk[] = []) =>
  joinPng([['IHDR', pngHeaderBytes(width, height, 8, 6)], ...before, ...data.map((part): Chunk => ['IDAT', part]), ['IEND', none]]);

async function expectPixels(file: Uint8Array): Promise<void> {
  expect(Buffer.compare((await decodePng(file)).rgba, pixels)).toBe(0);
}

function cut(data: Uint8Array, ...places: number[]): Uint8Array[] {
  const ends = [...places, data.length];
  return ends.map((end, i) => data.subarray(i === 0 ? 0 : ends[i - 1], end));
}

describe('any way of writing the same pixels', () => {
  it.each<[string, readonly Uint8Array[]]>([
    ['one part', [stream]],
    ['an empty part first', [none, stream]],
    ['two empty parts in a row, first', [none, none, stream]],
    ['empty parts everywhere', [none, ...cut(stream, 1, 2, 2, 2, 500, 500), none, none]],
    ['the header of its stream in parts of one byte', cut(stream, 1, 2, 3, 4, 5)],
    ['thousands of parts of 7 bytes', Array.from({ length: Math.ceil(stream.length / 7) }, (_, i) => stream.subarray(i * 7, i * 7 + 7))],
    ['bytes behind its stream', [stream, new Uint8Array(70_000).fill(0xa5)]],
    ['bytes behind its stream in the same part', [bytes(stream, new Uint8Array(5000).fill(1))]],
    ['another stream behind it', [stream, stream]],
    ['no checksum', [stream.subarray(0, -4)]],
    ['half a checksum', [stream.subarray(0, -2)]],
    ['a wrong checksum', [bytes(stream.subarray(0, -4), 1, 2, 3, 4)]],
    ['stored, not packed', [zlibSync(rows, { level: 0 })]],
    ['packed hard', [zlibSync(rows, { level: 9 })]],
  ])('%s', async (_name, parts) => {
    const file = png(parts);
    await expectPixels(file);
  });

  it('is read alike by another reader where that one reads it', async () => {
    for (const parts of [[stream], cut(stream, 1, 2, 3), [none, stream]])
      expect(Buffer.compare(decode(png(parts)).data as Uint8Array, (await decodePng(png(parts))).rgba)).toBe(0);
  });

  it('answers a stream that is over too early although bytes follow, at once', async () => {
    const short = zlibSync(rows.subarray(0, rows.length - 2000));
    const file = png([short, new Uint8Array(3 * 1024 * 1024).fill(0x55)]);
    const since = performance.now();
    const outcome: unknown = await decodePng(file).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(Fault);
    expect((outcome as Fault).message).toContain('breaks off');
    expect(performance.now() - since).toBeLessThan(10_000);
  });
});

describe('what a file says of its colours and itself', () => {
  const colour: Chunk[] = [
    ['gAMA', bytes(0, 0, 0xb1, 0x8f)],
    ['cHRM', new Uint8Array(32).map((_, i) => i)],
    ['cICP', Uint8Array.of(12, 13, 0, 1)],
    ['sRGB', Uint8Array.of(0)],
    ['pHYs', bytes(0, 0, 0x0b, 0x13, 0, 0, 0x16, 0x26, 1)],
    ['tEXt', bytes('Author\0Somebody')],
    ['zTXt', bytes('Comment\0\0', zlibSync(bytes('packed')))],
    ['iTXt', bytes('Title\0\0\0de\0Titel\0gr\xc3\xbc\xc3\x9fe')],
  ];
  const chunksOf = (file: Uint8Array) => notesOf(file.subarray(8)).map(({ type, data }) => [type, ...data]);

  it('is written again, chunk by chunk', async () => {
    const first = await decodePng(png([stream], [...colour, ['tIME', new Uint8Array(7)], ['prVt', Uint8Array.of(1)]]));
    const again = await encodePng({ width, height, rgba: first.rgba, icc: null, notes: first.notes });
    expect(chunksOf(again)).toEqual(colour.map(([type, data]) => [type, ...data]));
    expect((await decodePng(again)).notes).toEqual(first.notes);
  });

  it('gives way to what is written anew under the same keyword', async () => {
    const { notes } = await decodePng(png([stream], [['tEXt', bytes('parameters\0theirs')], ...colour]));
    const again = await encodePng({ width, height, rgba: pixels, icc: null, notes, text: [{ keyword: 'parameters', text: 'ours' }] });
    const texts = notesOf((await decodePng(again)).notes).filter((note) => keywordOf(note) === 'parameters');
    expect(texts.map(({ data }) => new TextDecoder().decode(data))).toEqual(['parameters\0ours']);
  });

  it('is kept only once, only where its checksum fits, and not beyond 1 MB', async () => {
    const twice = png(
      [stream],
      [
        ['gAMA', bytes(0, 0, 1, 1)],
        ['gAMA', bytes(0, 0, 2, 2)],
        ['tEXt', bytes('k\0', new Uint8Array(2 ** 20))],
      ],
    );
    const { notes, notesCut } = await decodePng(twice);
    expect([notesCut, notesOf(notes).map(({ type, data }) => [type, ...data])]).toEqual([true, [['gAMA', 0, 0, 1, 1]]]);
    const bent = png([stream], [['gAMA', bytes(0, 0, 1, 1)]]);
    bent[8 + 25 + 8] = 255;
    expect((await decodePng(bent)).notes).toBeNull();
  });

  const icc = buildIcc('RGB ', 3000);
  const profile = (packed: Uint8Array): Chunk => ['iCCP', bytes('name\0\0', packed)];

  it.each<[string, Uint8Array]>([
    ['without checksum', zlibSync(icc).subarray(0, -4)],
    ['with a wrong checksum', bytes(zlibSync(icc).subarray(0, -4), 0, 0, 0, 0)],
    [
      'cut behind its declared length',
      zlibSync(
        bytes(
          icc,
          new Uint8Array(9000).map((_, i) => (i * i) >> 3),
        ),
      ).subarray(0, -600),
    ],
  ])('a damaged profile is kept as far as it says that it goes: %s', async (_name, packed) => {
    const decoded = await decodePng(png([stream], [profile(packed)]));
    expect(decoded.namesProfile).toBe(true);
    expect(Buffer.compare(decoded.icc!.subarray(0, icc.length), icc)).toBe(0);
  });

  it('a profile of which less unpacks is left out', async () => {
    const decoded = await decodePng(png([stream], [profile(zlibSync(icc).subarray(0, 60))]));
    expect([decoded.icc, decoded.namesProfile]).toEqual([null, true]);
  });
});
