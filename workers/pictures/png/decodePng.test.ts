import fc from 'fast-check';
import { encode } from 'fast-png';
import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../protocol/faults';
import { buildIcc } from '../fixtures/buildIcc';
import { buildPng, joinPng, pngHeaderBytes, type PngPlan } from '../fixtures/buildPng';
import { decodePng } from './decodePng';

const channelsOf = [1, 0, 3, 1, 2, 0, 4];

/** What a pixel must become, written down from the specification. */
function expected({ colourType, depth, samples }: PngPlan, palette: readonly (readonly number[])[]): number[] {
  const channels = channelsOf[colourType]!;
  const to8 = (v: number) => Math.round((v * 255) / (2 ** depth - 1));
  const rgba: number[] = [];
  for (let i = 0; i < samples.length; i += channels) {
    const s = samples.slice(i, i + channels);
    if (colourType === 3) rgba.push(...(palette[s[0]!] ?? [0, 0, 0, 255]));
    else if (colourType === 0) rgba.push(to8(s[0]!), to8(s[0]!), to8(s[0]!), 255);
    else if (colourType === 4) rgba.push(to8(s[0]!), to8(s[0]!), to8(s[0]!), to8(s[1]!));
    else rgba.push(to8(s[0]!), to8(s[1]!), to8(s[2]!), colourType === 6 ? to8(s[3]!) : 255);
  }
  return rgba;
}

const kinds = [
  [0, 1],
  [0, 2],
  [0, 4],
  [0, 8],
  [0, 16],
  [2, 8],
  [2, 16],
  [3, 1],
  [3, 2],
  [3, 4],
  [3, 8],
  [4, 8],
  [4, 16],
  [6, 8],
  [6, 16],
] as const;

const refusal = async (bytes: Uint8Array): Promise<string> => {
  const thrown = await decodePng(bytes).then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Fault);
  expect((thrown as Fault).code).toBe('bad-picture');
  expect((thrown as Fault).hint).not.toBe('');
  return (thrown as Fault).message;
};

describe('every kind of pixel, straight and interlaced', () => {
  it.each(kinds)('colour type %i, depth %i', async (colourType, depth) => {
    const palette = [
      [1, 2, 3, 0],
      [4, 5, 6, 77],
      [250, 0, 9, 255],
      [9, 99, 199, 255],
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 19 }),
        fc.integer({ min: 1, max: 11 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.nat(2 ** depth - 1)),
        async (width, height, interlaced, pieces, stream) => {
          const samples = [...stream.take(width * height * channelsOf[colourType]!)];
          const before: [string, Uint8Array][] =
            colourType === 3
              ? [
                  ['PLTE', new Uint8Array(palette.flatMap((c) => c.slice(0, 3)))],
                  ['tRNS', Uint8Array.of(0, 77)],
                ]
              : [];
          const plan: PngPlan = { width, height, depth, colourType, samples, interlaced, pieces, before };
          const decoded = await decodePng(buildPng(plan));
          expect([decoded.width, decoded.height, decoded.depth]).toEqual([width, height, depth]);
          expect([...decoded.rgba]).toEqual(expected(plan, palette));
        },
      ),
      { numRuns: 25, seed: 11 },
    );
  });

  it('reads what another encoder wrote', async () => {
    const data = new Uint8Array(13 * 9 * 4).map((_, i) => (i * i * 31) & 255);
    expect([...(await decodePng(encode({ width: 13, height: 9, data, channels: 4, depth: 8 }))).rgba]).toEqual([...data]);
    const deep = new Uint16Array(7 * 5 * 3).map((_, i) => (i * 7919) & 65535);
    const { rgba } = await decodePng(encode({ width: 7, height: 5, data: deep, channels: 3, depth: 16 }));
    for (let i = 0; i < 35; i++) expect(rgba[i * 4 + 1]).toBe(Math.round((deep[i * 3 + 1]! * 255) / 65535));
  });

  it('undoes each of the five filters', async () => {
    const width = 5;
    const picture = new Uint8Array(width * 10 * 3).map((_, i) => (i * 37 + (i >> 3) * 11) & 255);
    const at = (x: number, y: number, c: number) => (x < 0 || y < 0 ? 0 : picture[(y * width + x) * 3 + c]!);
    const rows: number[] = [];
    for (let y = 0; y < 10; y++) {
      const filter = y % 5;
      rows.push(filter);
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < 3; c++) {
          const [a, b, d] = [at(x - 1, y, c), at(x, y - 1, c), at(x - 1, y - 1, c)];
          const [pa, pb, pc] = [Math.abs(b - d), Math.abs(a - d), Math.abs(a + b - 2 * d)];
          const guess = [0, a, b, (a + b) >> 1, pa <= pb && pa <= pc ? a : pb <= pc ? b : d][filter]!;
          rows.push((at(x, y, c) - guess) & 255);
        }
      }
    }
    const png = joinPng([
      ['IHDR', pngHeaderBytes(width, 10, 8, 2)],
      ['IDAT', zlibSync(new Uint8Array(rows))],
      ['IEND', new Uint8Array(0)],
    ]);
    const { rgba } = await decodePng(png);
    expect([...rgba].filter((_, i) => i % 4 < 3)).toEqual([...picture]);
  });
});

describe('transparency by tRNS', () => {
  const trns = (...values: number[]): [string, Uint8Array] => ['tRNS', new Uint8Array(values.flatMap((v) => [v >> 8, v & 255]))];

  it('takes one RGB colour out, keeping its channels', async () => {
    const { rgba } = await decodePng(
      buildPng({ width: 2, height: 1, depth: 8, colourType: 2, samples: [9, 8, 7, 9, 8, 6], before: [trns(9, 8, 7)] }),
    );
    expect([...rgba]).toEqual([9, 8, 7, 0, 9, 8, 6, 255]);
  });

  it('takes one grey out at 2 bits, in a picture of one pixel too', async () => {
    const { rgba } = await decodePng(buildPng({ width: 1, height: 1, depth: 2, colourType: 0, samples: [2], before: [trns(2)] }));
    expect([...rgba]).toEqual([170, 170, 170, 0]);
  });

  it('compares 16-bit colours before they are rounded', async () => {
    const { rgba } = await decodePng(
      buildPng({ width: 2, height: 1, depth: 16, colourType: 0, samples: [0x1234, 0x1235], before: [trns(0x1234)] }),
    );
    expect([rgba[3], rgba[7]]).toEqual([0, 255]);
    expect(rgba[0]).toBe(rgba[4]);
  });

  it('keeps the colour under alpha 0', async () => {
    const { rgba } = await decodePng(buildPng({ width: 1, height: 1, depth: 8, colourType: 6, samples: [200, 100, 50, 0] }));
    expect([...rgba]).toEqual([200, 100, 50, 0]);
  });
});

describe('notes beside the pixels', () => {
  const samples = [1, 2, 3];
  const profile = (icc: Uint8Array): [string, Uint8Array] => [
    'iCCP',
    new Uint8Array([...new TextEncoder().encode('name\0\0'), ...zlibSync(icc)]),
  ];
  const plan = { width: 1, height: 1, depth: 8, colourType: 2, samples };

  it('keeps the colour profile and leaves the pixels alone', async () => {
    const icc = buildIcc('RGB ');
    const decoded = await decodePng(buildPng({ ...plan, before: [profile(icc)] }));
    expect([...decoded.icc!]).toEqual([...icc]);
    expect([...decoded.rgba]).toEqual([1, 2, 3, 255]);
  });

  it('leaves out a profile that is damaged or a bomb, and opens the picture', async () => {
    const broken: [string, Uint8Array] = ['iCCP', new TextEncoder().encode('name\0\0nothing of zlib')];
    expect((await decodePng(buildPng({ ...plan, before: [broken] }))).icc).toBeNull();
    expect((await decodePng(buildPng({ ...plan, before: [profile(new Uint8Array(5 * 1024 * 1024))] }))).icc).toBeNull();
  });

  it('notices animation and rotation', async () => {
    const exif = new Uint8Array([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]);
    const decoded = await decodePng(
      buildPng({
        ...plan,
        before: [
          ['acTL', new Uint8Array(8)],
          ['eXIf', exif],
        ],
      }),
    );
    expect([decoded.animated, decoded.orientation]).toEqual([true, 6]);
  });
});

describe('broken files', () => {
  const whole = buildPng({
    width: 20,
    height: 20,
    depth: 8,
    colourType: 6,
    samples: Array.from({ length: 1600 }, (_, i) => (i * 73) & 255),
  });
  const chunks = (pixels: Uint8Array) =>
    joinPng([
      ['IHDR', pngHeaderBytes(20, 20, 8, 6)],
      ['IDAT', pixels],
      ['IEND', new Uint8Array(0)],
    ]);

  it('refuses 30,000 × 30,000 by its header alone', async () => {
    expect(await refusal(joinPng([['IHDR', pngHeaderBytes(30000, 30000, 8, 6)]]))).toContain('30,000 × 30,000');
    expect(await refusal(joinPng([['IHDR', pngHeaderBytes(0, 5, 8, 6)]]))).toContain('no pixels');
  });

  it('says where a file breaks off', async () => {
    for (let size = 8; size < whole.length; size += 7) expect(await refusal(whole.slice(0, size))).toMatch(/breaks off|damaged/);
  });

  it('finds a flipped bit anywhere in header and pixels', async () => {
    for (let at = 16; at < whole.length - 12; at += 5) {
      const bent = whole.slice();
      bent[at] = bent[at]! ^ 4;
      await refusal(bent);
    }
  });

  it('refuses too little data, data that does not unpack, and no data', async () => {
    expect(await refusal(chunks(zlibSync(new Uint8Array(500))))).toContain('breaks off');
    expect(await refusal(chunks(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)))).toContain('unpack');
    expect(
      await refusal(
        joinPng([
          ['IHDR', pngHeaderBytes(2, 2, 8, 6)],
          ['IEND', new Uint8Array(0)],
        ]),
      ),
    ).toContain('no pixels');
  });

  it('never unpacks more than the header promises', async () => {
    const bomb = zlibSync(new Uint8Array(64 * 1024 * 1024));
    const { rgba } = await decodePng(chunks(bomb));
    expect(rgba.length).toBe(1600);
  });

  it('refuses impossible headers, palettes and critical parts', async () => {
    const small = (header: Uint8Array, more: readonly (readonly [string, Uint8Array])[] = []) =>
      joinPng([['IHDR', header], ...more, ['IDAT', zlibSync(new Uint8Array(99))], ['IEND', new Uint8Array(0)]]);
    expect(await refusal(small(pngHeaderBytes(2, 2, 3, 0)))).toContain('kind of pixel');
    expect(await refusal(small(pngHeaderBytes(2, 2, 8, 3)))).toContain('palette');
    expect(await refusal(small(pngHeaderBytes(2, 2, 8, 0, 2)))).toContain('order of rows');
    expect(await refusal(small(pngHeaderBytes(2, 2, 8, 0), [['ABCD', new Uint8Array(1)]]))).toContain('ABCD');
    expect(await refusal(joinPng([['CgBI', new Uint8Array(4)]]))).toContain('Apple');
  });

  it('answers any bytes with a picture or a fault', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.nat(whole.length),
        async (edits, cut) => {
          const bytes = whole.slice(0, cut);
          for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
          const outcome = await decodePng(bytes).catch((error: unknown) => error);
          if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Fault);
        },
      ),
      { numRuns: 300, seed: 5 },
    );
  });
});
