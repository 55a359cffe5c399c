import { initializeCanvas, readPsd } from 'ag-psd';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { buildIcc } from '../fixtures/buildIcc';
import { bytes } from '../fixtures/bytes';
import { exampleRecipe } from '../fixtures/exampleRecipe';
import * as headers from '../fixtures/headers';
import { readJpegHeader } from '../import/jpegHeader';
import { readWebpHeader } from '../import/webpHeader';
import { readCarried } from '../metadata/carriedSettings';
import { readPictureTexts } from '../metadata/pictureTexts';
import { decodePng } from '../png/decodePng';
import { encodePng } from '../png/encodePng';
import { encodeLayered } from './encodeLayered';
import { encodeLossy } from './encodeLossy';
import type { PlatformEncoder } from './platformEncoder';

const recipe = { ...exampleRecipe, prompt: 'a house & a "lake" <em>, 湖' };
const about = { recipe, scheduler: 'DDIMScheduler' };
const icc = buildIcc('RGB ', 70_000);
const rgba = Uint8Array.from({ length: 12 * 8 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 7) & 255));
const picture = { width: 12, height: 8, rgba, icc };
const files = { jpeg: headers.jpegHeader({ width: 12, height: 8 }), webp: headers.webpLossless(12, 8, true), avif: bytes('avif') };
const encoder: PlatformEncoder = (_rgba, _size, { format }) => Promise.resolve(files[format]);

describe('formats with loss', () => {
  it.each(['jpeg', 'webp'] as const)('%s carries recipe, parameters, source type and profile', async (format) => {
    const file = await encodeLossy(picture, about, { format, quality: 0.9, sidePx: null }, encoder);
    expect(await readCarried(file)).toEqual({ recipe });
    const texts = await readPictureTexts(file);
    expect(texts?.exif.userComment).toContain('a house & a "lake" <em>, 湖\nSteps: 20, Sampler: DDIM');
    expect(texts?.xmp).toContain('compositeWithTrainedAlgorithmicMedia');
    const header = format === 'jpeg' ? readJpegHeader(file) : readWebpHeader(file);
    expect([header.width, header.height, header.icc?.length]).toEqual([12, 8, icc.length]);
    const silent = await encodeLossy({ ...picture, icc: null }, null, { format, quality: 0.9, sidePx: null }, encoder);
    expect(await readPictureTexts(silent)).toEqual({ png: new Map(), exif: {}, xmp: null });
  });

  it('a recipe too long for a JPEG’s segment leaves the rest', async () => {
    const long = {
      ...about,
      recipe: { ...recipe, prompt: '湖'.repeat(4000), negativePrompt: '&'.repeat(4000), scheduler: '"'.repeat(9000) },
    };
    const texts = await readPictureTexts(await encodeLossy(picture, long, { format: 'jpeg', quality: 1, sidePx: null }, encoder));
    expect(texts?.xmp).toContain('compositeWithTrained');
  });

  it('scales down and never up, lays JPEG over white, and says what is not written', async () => {
    const asked: unknown[] = [];
    const asking: PlatformEncoder = (given, _size, { format, to }) => {
      asked.push([format, to, [...given.subarray(0, 4)]]);
      return Promise.resolve(null);
    };
    const clear = { ...picture, icc: null, rgba: new Uint8Array(rgba.length) };
    for (const [format, sidePx] of [
      ['jpeg', 6],
      ['webp', 600],
    ] as const)
      await expect(encodeLossy(clear, about, { format, quality: 1, sidePx }, asking)).rejects.toMatchObject({
        code: 'bad-picture',
        message: expect.stringContaining(format.toUpperCase()) as string,
      });
    expect(asked).toEqual([
      ['jpeg', { width: 6, height: 4 }, [255, 255, 255, 255]],
      ['webp', { width: 12, height: 8 }, [0, 0, 0, 0]],
    ]);
  });
});

describe('layers', () => {
  const whole = { x: 0, y: 0, width: 12, height: 8 };
  const rect = { x: 3, y: 2, width: 4, height: 3 };
  const part = new Uint8Array(4 * 3 * 4).fill(200);
  const map = Uint8Array.from({ length: 96 }, (_, i) => i * 2);
  const layered = {
    ...{ width: 12, height: 8, flat: rgba, icc, notes: null },
    layers: [
      { name: 'Source', rect: whole, visible: true, opacity: 1, kind: 'picture' as const, pixels: rgba },
      { name: 'Night & "day" <1>', rect, visible: true, opacity: 0.5, kind: 'picture' as const, pixels: part },
      { name: 'Change map: Map', rect: whole, visible: false, opacity: 1, kind: 'map' as const, pixels: map },
    ],
  };

  it('a PSD has them in order, the map as a mask, and the profile', async () => {
    const file = await encodeLayered(layered, about, 'psd');
    const noCanvas = () => {
      throw new Error('no canvas');
    };
    const imageData = (width: number, height: number) => ({ width, height, data: new Uint8ClampedArray(width * height * 4) });
    initializeCanvas(noCanvas, imageData as unknown as (width: number, height: number) => ImageData);
    const psd = readPsd(file, { useImageData: true });
    const [source, night, mask] = psd.children ?? [];
    expect([psd.width, psd.height, psd.children?.map(({ name, hidden }) => [name, hidden])]).toEqual([
      12,
      8,
      [
        ['Source', false],
        ['Night & "day" <1>', false],
        ['Change map: Map', true],
      ],
    ]);
    expect(Buffer.compare(Buffer.from(source?.imageData?.data ?? []), rgba)).toBe(0);
    expect([night?.left, night?.top, night?.right, night?.bottom]).toEqual([3, 2, 7, 5]);
    expect(night?.opacity).toBeCloseTo(0.5, 2);
    expect([...(mask?.mask?.imageData?.data ?? [])].filter((_, i) => i % 4 === 0)).toEqual([...map]);
    expect(psd.imageResources?.xmpMetadata).toContain('compositeWithTrained');
    const at = Buffer.from(file).indexOf(Buffer.from([0x38, 0x42, 0x49, 0x4d, 0x04, 0x0f]));
    expect(Buffer.compare(file.subarray(at + 12, at + 12 + icc.length), icc)).toBe(0);
  });

  it('an OpenRaster file has them topmost first, each as a PNG', async () => {
    const file = await encodeLayered(layered, about, 'ora');
    // The type stands at its beginning, not packed.
    expect(Buffer.from(file.subarray(30, 54)).toString()).toBe('mimetypeimage/openraster');
    const entries = unzipSync(file);
    const stack = new TextDecoder().decode(entries['stack.xml']);
    expect([...stack.matchAll(/src="(data[^"]*)" x="(\d)"/g)].map(([, src, x]) => [src, x])).toEqual([
      ['data/layer2.png', '0'],
      ['data/layer1.png', '3'],
      ['data/layer0.png', '0'],
    ]);
    expect(stack).toContain('name="Night &amp; &quot;day&quot; &lt;1>"');
    expect(Buffer.compare((await decodePng(entries['data/layer0.png']!)).rgba, rgba)).toBe(0);
    expect(await readCarried(entries['mergedimage.png']!)).toEqual({ recipe });
    const small = await decodePng(entries['Thumbnails/thumbnail.png']!);
    expect([small.width, small.height]).toEqual([12, 8]);
  });
});

it('what a file said of how it was made goes where an edit or silence takes its place', async () => {
  const text = [
    { keyword: 'workflow', text: '{}' },
    { keyword: 'Author', text: 'Somebody' },
  ];
  const { notes } = await decodePng(await encodePng({ ...picture, icc: null, text }));
  const { encodePicture } = await import('./encodePicture');
  const keywords = async (run: Parameters<typeof encodePicture>[1]) =>
    [...((await readPictureTexts(await encodePicture({ ...picture, notes }, run)))?.png.keys() ?? [])].sort();
  expect(await keywords({ recipe: null, scheduler: null })).toEqual(['Author', 'workflow']);
  expect(await keywords(about)).toEqual(['Author', 'XML:com.adobe.xmp', 'parameters', 'sfumato']);
  expect(await keywords(null)).toEqual([]);
});
