import { describe, expect, it } from 'vitest';
import { Fault } from '../../protocol/faults';
import { buildIcc } from '../fixtures/buildIcc';
import { buildPng } from '../fixtures/buildPng';
import { bytes } from '../fixtures/bytes';
import { jpegHeader, tiffBlock, webpExif, webpLossless } from '../fixtures/headers';
import { importPicture } from './importPicture';
import { maximumFileBytes } from './limits';
import { wordings } from './notices';
import type { PlatformDecoder } from './platformDecoder';

const never: PlatformDecoder = () => Promise.reject(new Error('must not be asked'));
const gives =
  (width: number, height: number, exact = true, turned: boolean | null = false): PlatformDecoder =>
  () =>
    Promise.resolve({ width, height, rgba: new Uint8Array(width * height * 4).fill(9), exact, turned });
const importWith = (file: Blob, decode = never) => importPicture(file, { decode });
const refusal = async (file: Blob, decode = never): Promise<Fault> => {
  const thrown: unknown = await importWith(file, decode).then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Fault);
  return thrown as Fault;
};

describe('importPicture', () => {
  it('opens a PNG without the platform, whatever its name says', async () => {
    const file = new File([buildPng({ width: 2, height: 1, depth: 8, colourType: 6, samples: [1, 2, 3, 0, 5, 6, 7, 8] })], 'holiday.jpg', {
      type: 'text/plain',
    });
    const picture = await importWith(file);
    expect(picture).toMatchObject({ width: 2, height: 1, icc: null, name: 'holiday.jpg', notices: [] });
    expect([...picture.rgba]).toEqual([1, 2, 3, 0, 5, 6, 7, 8]);
  });

  it('keeps the bytes of other colours and says what they mean; an exemplar’s are converted', async () => {
    const samples = [100, 150, 200, 255];
    const before: [string, Uint8Array][] = [['cICP', Uint8Array.of(12, 13, 0, 1)]];
    const file = new Blob([buildPng({ width: 1, height: 1, depth: 8, colourType: 6, samples, before })]);
    const picture = await importWith(file);
    expect([...picture.rgba]).toEqual(samples);
    expect(picture.colours).toMatchObject({ curve: { g: 2.4 } });
    expect(picture.notices).toEqual([expect.stringContaining('other colours than sRGB’s')]);
    const exemplar = await importPicture(file, { decode: never, inSrgb: true });
    expect([...exemplar.rgba]).toEqual([83, 152, 205, 255]);
    expect(exemplar).toMatchObject({ colours: null, icc: null, notes: null, notices: [wordings.converted] });
  });

  it('says that 16 bits became 8', async () => {
    const picture = await importWith(new Blob([buildPng({ width: 1, height: 1, depth: 16, colourType: 0, samples: [40000] })]), never);
    expect(picture.notices).toEqual([wordings.deep]);
  });

  it('lets the platform decode a JPEG; rotation and CMYK are said, an RGB profile is kept', async () => {
    const icc = buildIcc('RGB ');
    const turned = await importWith(new Blob([jpegHeader({ width: 4, height: 2, orientation: 6, icc: [icc] })]), gives(2, 4, true, true));
    expect(turned).toMatchObject({ width: 2, height: 4, notices: [wordings.rotated] });
    expect([...turned.icc!]).toEqual([...icc]);
    const cmyk = await importWith(new Blob([jpegHeader({ width: 4, height: 2, components: 4, icc: [buildIcc('CMYK')] })]), gives(4, 2));
    expect(cmyk).toMatchObject({ notices: [wordings.cmyk], icc: null });
    const grey = await importWith(new Blob([jpegHeader({ width: 4, height: 2, components: 1, icc: [buildIcc('GRAY')] })]), gives(4, 2));
    expect(grey).toMatchObject({ notices: [wordings.profileDropped], icc: null });
  });

  it('of a WebP whose EXIF notes a rotation says what the decoder did, with its size and pixels', async () => {
    const file = new Blob([webpExif(4, 2, tiffBlock(6))]);
    expect(await importWith(file, gives(2, 4, true, true))).toMatchObject({ width: 2, height: 4, notices: [wordings.rotated] });
    expect(await importWith(file, gives(4, 2, true, false))).toMatchObject({ width: 4, height: 2, notices: [wordings.rotationIgnored] });
    // Of one colour: nobody can tell.
    expect(await importWith(file, gives(2, 4, true, null))).toMatchObject({ width: 2, height: 4, notices: [] });
  });

  it('says where a rotation was not applied, and where alpha was not exact', async () => {
    expect((await importWith(new Blob([jpegHeader({ width: 4, height: 2, orientation: 6 })]), gives(4, 2))).notices).toEqual([
      wordings.rotationIgnored,
    ]);
    expect((await importWith(new Blob([webpLossless(4, 2, true)]), gives(4, 2, false))).notices).toEqual([wordings.premultiplied]);
  });

  it('refuses what the platform cannot decode, in words', async () => {
    expect(
      (await refusal(new Blob([jpegHeader({ width: 4, height: 2 })]), () => Promise.reject(new DOMException('no')))).message,
    ).toContain('browser cannot read the JPEG');
    expect((await refusal(new Blob([jpegHeader({ width: 4, height: 2 })]), gives(9000, 1))).message).toContain('9,000');
  });

  it('never decodes 30,000 × 30,000', async () => {
    expect((await refusal(new Blob([jpegHeader({ width: 30000, height: 30000 })]))).message).toContain('30,000 × 30,000');
  });

  it('refuses by the first bytes, without reading the rest', async () => {
    const film = new File([bytes('\x1aE\xdf\xa3', new Uint8Array(100))], 'film.mkv');
    Object.defineProperty(film, 'arrayBuffer', { value: () => Promise.reject(new Error('read whole')) });
    expect((await refusal(film)).message).toBe('“film.mkv” is a sound or video file.');
    const vast = new Blob([jpegHeader({ width: 1, height: 1 })]);
    Object.defineProperty(vast, 'size', { value: maximumFileBytes + 1 });
    expect((await refusal(vast)).message).toContain('537 MB');
  });

  it('says that a file has gone', async () => {
    const gone = new File([jpegHeader({ width: 1, height: 1 })], 'a');
    Object.defineProperty(gone, 'arrayBuffer', { value: () => Promise.reject(new DOMException('gone', 'NotReadableError')) });
    expect((await refusal(gone)).message).toContain('cannot be read any more');
  });

  it('strips control and direction characters from the name', async () => {
    const file = new File([buildPng({ width: 1, height: 1, depth: 8, colourType: 0, samples: [1] })], 'a\u202egnp.\u0007exe');
    expect((await importWith(file)).name).toBe('agnp.exe');
  });
});
