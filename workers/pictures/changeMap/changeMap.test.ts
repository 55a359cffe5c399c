import { describe, expect, it } from 'vitest';
import { greyOf } from '../../maps/greyOf';
import { plainReading } from '../../maps/plainReading';
import { turnPolarity } from '../../maps/polarity';
import type { MapReading } from '../../protocol/pictures';
import { buildPng } from '../fixtures/buildPng';
import { jpegHeader } from '../fixtures/headers';
import { encodeGreyPng } from '../png/encodePng';
import { inspectMapFile } from './inspectMapFile';
import { readMapFile } from './readMapFile';

describe('greyOf', () => {
  it('gives every grey as it is', () => {
    const greys = new Uint8Array(256 * 4).map((_, i) => (i % 4 === 3 ? 255 : i >> 2));
    expect([...greyOf(greys)]).toEqual(Array.from({ length: 256 }, (_, i) => i));
  });

  it('weighs colours by Rec. 709 and counts transparency as black', () => {
    expect([...greyOf(Uint8Array.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 0, 255, 255, 255, 128))]).toEqual([
      54, 182, 18, 0, 128,
    ]);
  });
});

describe('readMapFile', () => {
  const values = Uint8Array.of(0, 10, 128, 200, 254, 255);
  const scene = { width: 3, height: 2 };

  it.each(['may-change', 'stays'] as const)('gives an exported map back, white meaning %s', async (whiteMeans) => {
    const file = new Blob([await encodeGreyPng(3, 2, turnPolarity(values, whiteMeans))]);
    const { values: read, notices } = await readMapFile(file, scene, plainReading(whiteMeans));
    expect([...read]).toEqual([...values]);
    expect(notices).toEqual([]);
    const other = await readMapFile(file, scene, plainReading(whiteMeans === 'stays' ? 'may-change' : 'stays'));
    expect([...other.values]).toEqual([...values].map((v) => 255 - v));
  });

  it('brings a map of another size to the scene, and says so', async () => {
    const file = new Blob([buildPng({ width: 2, height: 2, depth: 8, colourType: 0, samples: [0, 0, 255, 255] })]);
    const same = await readMapFile(file, { width: 4, height: 4 }, plainReading('may-change'));
    expect(same.values.length).toBe(16);
    expect([...same.values.slice(0, 4), ...same.values.slice(12)]).toEqual([0, 0, 0, 0, 255, 255, 255, 255]);
    expect(same.notices).toEqual(['The map is 2 × 2 pixels and the picture 4 × 4: the map was scaled to fit.']);
    expect((await readMapFile(file, { width: 1200, height: 4 }, plainReading('stays'))).notices[0]).toContain(
      '1,200 × 4: the map was scaled and stretched',
    );
  });

  it('stands upright where the file notes a rotation', async () => {
    // As a camera that was turned to the right notes it.
    const exif = Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0);
    const stored = { width: 2, height: 3, depth: 8, colourType: 0, samples: [...values] } as const;
    const file = new Blob([buildPng({ ...stored, before: [['eXIf', exif]] })]);
    const { values: read, fileSize } = await readMapFile(file, scene, plainReading('may-change'));
    expect([fileSize, [...read]]).toEqual([scene, [254, 128, 0, 255, 200, 10]]);
  });

  it('takes its values from where the reading says, and cleans the ends', async () => {
    // Black with the shape in its transparency; nearly black; nearly white.
    const samples = [0, 0, 0, 255, 0, 0, 0, 0, 5, 5, 5, 255, 250, 250, 250, 255, 100, 100, 100, 0, 200, 200, 200, 255];
    const file = new Blob([buildPng({ ...scene, depth: 8, colourType: 6, samples })]);
    const read = async (changes: Partial<MapReading>) => [
      ...(await readMapFile(file, scene, { ...plainReading('may-change'), ...changes })).values,
    ];
    expect(await read({})).toEqual([0, 0, 5, 250, 0, 200]);
    expect(await read({ values: 'colours' })).toEqual([0, 0, 5, 250, 100, 200]);
    expect(await read({ values: 'transparency' })).toEqual([255, 0, 255, 255, 0, 255]);
    expect(await read({ cleaned: true })).toEqual([0, 0, 0, 255, 0, 200]);
    expect(await read({ cleaned: true, whiteMeans: 'stays' })).toEqual([255, 255, 255, 0, 255, 55]);
  });
});

describe('inspectMapFile', () => {
  const png = (samples: readonly number[]) =>
    new Blob([buildPng({ width: samples.length / 4, height: 1, depth: 8, colourType: 6, samples })]);

  it('sees where transparency matters', async () => {
    const facts = async (samples: readonly number[]) => (await inspectMapFile(png(samples))).transparency;
    expect(await facts([0, 0, 0, 255, 255, 255, 255, 255])).toBe('none');
    expect(await facts([0, 0, 0, 255, 0, 0, 0, 0])).toBe('holds-the-map');
    expect(await facts([255, 255, 255, 255, 255, 255, 255, 0])).toBe('counts-as-black');
    expect(await facts([0, 0, 0, 0, 255, 255, 255, 255])).toBe('none');
  });

  it('counts a lossy file’s noise, not that of a PNG', async () => {
    const grey = [0, 0, 0, 3, 0, 7, 255, 250, 255, 255];
    const rgba = new Uint8Array(grey.flatMap((v) => [v, v, v, 255]));
    const decode = () => Promise.resolve({ width: 10, height: 1, rgba, exact: true, turned: false });
    expect((await inspectMapFile(new Blob([jpegHeader({ width: 10, height: 1 })]), { decode })).noisyShare).toBeCloseTo(0.3);
    expect((await inspectMapFile(png([...rgba]))).noisyShare).toBe(0);
  });

  it('shows a large file small and a small one as it is', async () => {
    const wide = new Blob([await encodeGreyPng(1000, 10, new Uint8Array(10_000).fill(77))]);
    const { width, height, thumbnail } = await inspectMapFile(wide);
    expect([width, height, thumbnail.width, thumbnail.height]).toEqual([1000, 10, 200, 2]);
    expect([...thumbnail.rgba.slice(0, 4)]).toEqual([77, 77, 77, 255]);
    expect((await inspectMapFile(png([1, 2, 3, 255]))).thumbnail).toMatchObject({ width: 1, height: 1 });
  });
});
