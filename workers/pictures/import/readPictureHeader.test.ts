import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../protocol/faults';
import { buildIcc } from '../fixtures/buildIcc';
import { buildPng, joinPng, pngHeaderBytes } from '../fixtures/buildPng';
import { bytes, u32be } from '../fixtures/bytes';
import {
  av1Config,
  avif,
  bmp,
  colourBox,
  emptyBox,
  gif,
  ispe,
  jpegHeader,
  oldBmp,
  tiffBlock,
  webpExif,
  webpExtended,
  webpLossless,
  webpLossy,
} from '../fixtures/headers';
import { readPictureHeader } from './readPictureHeader';

const read = (file: Uint8Array) => readPictureHeader(file, 'x');

function refusal(file: Uint8Array): string {
  try {
    read(file);
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    expect((error as Fault).code).toBe('bad-picture');
    expect((error as Fault).hint).not.toBe('');
    return (error as Fault).message;
  }
  throw new Error('was not refused');
}

const size = (file: Uint8Array) => {
  const { width, height } = read(file);
  return [width, height];
};

describe('sizes from headers', () => {
  it.each([
    ['png', buildPng({ width: 3, height: 2, depth: 8, colourType: 0, samples: [1, 2, 3, 4, 5, 6] }), 3, 2],
    ['baseline jpeg', jpegHeader({ width: 640, height: 481 }), 640, 481],
    ['progressive jpeg', jpegHeader({ width: 641, height: 480, frame: 0xc2 }), 641, 480],
    ['lossy webp', webpLossy(300, 200), 300, 200],
    ['lossless webp', webpLossless(8192, 7000, true), 8192, 7000],
    ['extended webp', webpExtended(4097, 12, 0), 4097, 12],
    ['gif', gif(20, 10, [[0, 0, 20, 10]]), 20, 10],
    ['gif whose frame is larger than its screen', gif(20, 10, [[5, 5, 30, 40]]), 35, 45],
    ['bmp', bmp(33, 44), 33, 44],
    ['bmp, top row first', bmp(33, -44), 33, 44],
    ['old bmp', oldBmp(12, 13), 12, 13],
    ['avif', avif('avif', ispe(120, 80)), 120, 80],
    ['tiled avif', avif('avif', ispe(512, 512), ispe(2000, 1500)), 2000, 1500],
  ])('%s', (_, file, width, height) => expect(size(file)).toEqual([width, height]));

  it.each([
    ['png', joinPng([['IHDR', pngHeaderBytes(30000, 30000, 8, 2)]])],
    ['jpeg', jpegHeader({ width: 30000, height: 30000 })],
    ['webp', webpExtended(30000, 30000, 0)],
    ['gif', gif(30000, 30000, [[0, 0, 1, 1]])],
    ['bmp', bmp(30000, 30000)],
    ['avif', avif('avif', ispe(30000, 30000))],
  ])('refuses 30,000 × 30,000 as %s', (_, file) => expect(refusal(file)).toContain('30,000 × 30,000'));

  it('allows the largest side and refuses one more', () => {
    expect(size(bmp(8192, 8192))).toEqual([8192, 8192]);
    expect(refusal(bmp(8193, 1))).toContain('8,193');
  });
});

describe('what headers say besides', () => {
  it.each([[false], [true]])('JPEG orientation, little-endian %s', (little) =>
    expect(read(jpegHeader({ width: 4, height: 2, orientation: 6, little })).orientation).toBe(6),
  );

  it('ignores an orientation that does not exist', () =>
    expect(read(jpegHeader({ width: 4, height: 2, orientation: 99 })).orientation).toBe(1));

  it('finds the bytes that note a rotation, in every format that does', () => {
    const jpeg = jpegHeader({ width: 4, height: 2, orientation: 6 });
    const [[exifAt, letter]] = [...read(jpeg).unturning] as [[number, number]];
    expect([String.fromCharCode(...jpeg.slice(exifAt, exifAt + 4)), letter]).toEqual(['Exif', 0x58]);
    expect(read(jpegHeader({ width: 4, height: 2 })).unturning.size).toBe(0);
    const turned = avif('avif', ispe(4, 4), emptyBox('irot', 0xfd), emptyBox('imir', 0));
    const { orientation, unturning } = read(turned);
    expect([orientation, [...unturning].map(([at, value]) => [turned[at], value])]).toEqual([
      6,
      [
        [0xfd, 0xfc],
        [0, 1],
      ],
    ]);
    expect(read(avif('avif', ispe(4, 4), emptyBox('imir', 1))).orientation).toBe(2);
    expect(read(avif('avif', ispe(4, 4), emptyBox('irot', 2))).orientation).toBe(3);
  });

  it('takes the rotation of the first of two EXIF blocks that tells one, and finds both', () => {
    const block = (orientation: number) => {
      const file = jpegHeader({ width: 4, height: 2, orientation });
      const at = file.findIndex((value, i) => value === 0xff && file[i + 1] === 0xe1);
      return file.slice(at, at + 2 + file[at + 2]! * 256 + file[at + 3]!);
    };
    const plain = jpegHeader({ width: 4, height: 2 });
    const twice = (first: number, second: number) => read(bytes(plain.slice(0, 2), block(first), block(second), plain.slice(2)));
    expect([twice(6, 3), twice(1, 3)].map(({ orientation, unturning }) => [orientation, unturning.size])).toEqual([
      [6, 2],
      [3, 2],
    ]);
  });

  it.each([
    ['as it stands', tiffBlock(6)],
    ['little-endian', tiffBlock(6, true)],
    ['behind the name that JPEG gives it', bytes('Exif\0\0', tiffBlock(6))],
  ])('WebP: the orientation in its EXIF, %s, and where to unname it', (_how, block) => {
    const file = webpExif(4, 2, block);
    const { orientation, unturning, width, height } = read(file);
    expect([orientation, width, height]).toEqual([6, 4, 2]);
    const [[at, letter]] = [...unturning] as [[number, number]];
    expect([String.fromCharCode(...file.slice(at, at + 4)), letter]).toEqual(['EXIF', 0x58]);
  });

  it('WebP: of two EXIF blocks the first that tells a rotation, both to be unnamed; senseless ones are none', () => {
    const twice = read(webpExif(4, 2, tiffBlock(1), tiffBlock(8)));
    expect([twice.orientation, twice.unturning.size]).toEqual([8, 2]);
    for (const block of [tiffBlock(99), tiffBlock(6).slice(0, 20), new Uint8Array(0)])
      expect(read(webpExif(4, 2, block)).orientation).toBe(1);
  });

  it('skips what it does not need and leaves the rest to the decoder', () => {
    const whole = jpegHeader({ width: 40, height: 30, orientation: 3 });
    const between = bytes(whole.slice(0, 20), 0, 7, 7, 0xff, 0, whole.slice(20));
    expect(size(between)).toEqual([40, 30]);
    expect(size(bytes(0xff, 0xd8, 0xff, 0xe0, 0, 1, whole.slice(2)))).toEqual([40, 30]);
    const frames = gif(20, 10, [[0, 0, 20, 10]]);
    expect(size(bytes(frames.slice(0, 19), 0, 0, 0, frames.slice(19)))).toEqual([20, 10]);
    const os2 = bmp(33, 44);
    os2[14] = 16;
    expect(size(os2)).toEqual([33, 44]);
    const masks = bmp(33, 44, 16);
    masks[30] = 3;
    expect([...size(masks), read(masks).mayHaveAlpha]).toEqual([33, 44, true]);
  });

  it('joins a profile of several segments and knows CMYK', () => {
    const icc = buildIcc('RGB ', 500);
    const header = read(jpegHeader({ width: 4, height: 2, components: 4, icc: [icc.slice(0, 200), icc.slice(200)] }));
    expect([...header.icc!]).toEqual([...icc]);
    expect(header.cmyk).toBe(true);
    expect(read(jpegHeader({ width: 4, height: 2 })).cmyk).toBe(false);
  });

  it('WebP: alpha, animation, profile', () => {
    const icc = buildIcc('RGB ', 301);
    const header = read(webpExtended(4, 4, 0x12, icc));
    expect([header.mayHaveAlpha, header.animated]).toEqual([true, true]);
    expect([...header.icc!]).toEqual([...icc]);
    expect(read(webpLossless(4, 4, true)).mayHaveAlpha).toBe(true);
    expect(read(webpLossless(4, 4, false)).mayHaveAlpha).toBe(false);
    expect(read(webpLossy(4, 4)).mayHaveAlpha).toBe(false);
  });

  it('GIF: an animation has a second frame', () => {
    expect(read(gif(4, 4, [[0, 0, 4, 4]])).animated).toBe(false);
    expect(
      read(
        gif(4, 4, [
          [0, 0, 4, 4],
          [0, 0, 4, 4],
        ]),
      ).animated,
    ).toBe(true);
  });

  it('AVIF: depth, alpha, rotation, profile', () => {
    const icc = buildIcc('RGB ', 256);
    const header = read(
      avif('avif', ispe(4, 4), av1Config(true), emptyBox('auxC', 0, 0, 0, 0), emptyBox('irot', 1), colourBox('prof', icc)),
    );
    expect([header.deep, header.mayHaveAlpha, header.orientation]).toEqual([true, true, 6]);
    expect([...header.icc!]).toEqual([...icc]);
    expect(read(avif('avis', ispe(4, 4), av1Config(false)))).toMatchObject({
      animated: true,
      deep: false,
      mayHaveAlpha: false,
      orientation: 1,
    });
  });
});

describe('damage', () => {
  it('says what is wrong', () => {
    expect(refusal(bytes(0xff, 0xd8, 0xff, 0xd9))).toContain('how large');
    expect(refusal(bytes(0xff, 0xd8, 0xff, 0xe0, 0, 1))).toContain('how large');
    expect(refusal(bytes(0xff, 0xd8, 0xff))).toContain('how large');
    expect(refusal(avif('avif'))).toContain('how large');
    expect(refusal(bytes(u32be(20), 'ftypavif', u32be(0), 'avif', u32be(3), 'meta'))).toContain('meta box');
    expect(refusal(gif(4, 4, []))).toContain('no picture');
  });

  const whole = [
    jpegHeader({ width: 64, height: 48, orientation: 3, icc: [buildIcc('RGB ', 150)] }),
    webpExtended(64, 48, 0x3e, buildIcc('RGB ', 150)),
    webpLossless(64, 48, true),
    webpLossy(64, 48),
    gif(64, 48, [
      [0, 0, 64, 48],
      [0, 0, 9, 9],
    ]),
    bmp(64, 48),
    avif('avif', ispe(64, 48), av1Config(true), colourBox('prof', buildIcc('RGB ', 150))),
    buildPng({ width: 2, height: 2, depth: 8, colourType: 0, samples: [1, 2, 3, 4] }),
  ];

  it('answers edited and cut files with a header within the limits or a fault, at once', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.nat(600), fc.constantFrom(0, 1, 127, 128, 254, 255)), { maxLength: 6 }),
        fc.nat(700),
        (file, edits, cut) => {
          const bent = file.slice(0, cut);
          for (const [at, value] of edits) if (at < bent.length) bent[at] = value;
          try {
            const { width, height } = read(bent);
            expect(width > 0 && width <= 8192 && height > 0 && height <= 8192).toBe(true);
          } catch (error) {
            if (!(error instanceof Fault)) throw error;
          }
        },
      ),
      { numRuns: 4000, seed: 7 },
    );
  });

  it('answers noise behind a true beginning with a fault or a header', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...whole.map((file) => file.slice(0, 12)), new Uint8Array(0)),
        fc.uint8Array({ maxLength: 400 }),
        (head, tail) => {
          try {
            read(bytes(head, tail));
          } catch (error) {
            if (!(error instanceof Fault)) throw error;
          }
        },
      ),
      { numRuns: 3000, seed: 8 },
    );
  });
});
