import { describe, expect, it } from 'vitest';
import { bytes } from '../fixtures/bytes';
import { ftyp } from '../fixtures/headers';
import { refuseFormat } from './refusal';
import { isOpenable, sniff } from './sniff';

describe('sniff', () => {
  it.each([
    ['empty', bytes()],
    ['png', bytes('\x89PNG\r\n\x1a\n')],
    ['jpeg', bytes(0xff, 0xd8, 0xff, 0xe1)],
    ['webp', bytes('RIFF', 0, 0, 0, 0, 'WEBP')],
    ['video', bytes('RIFF', 0, 0, 0, 0, 'AVI ')],
    ['gif', bytes('GIF89a')],
    ['bmp', bytes('BM', 1, 2)],
    ['avif', ftyp('avif')],
    ['avif', ftyp('mif1', 'miaf', 'avif')],
    ['heic', ftyp('heic', 'mif1')],
    ['heic', ftyp('mif1', 'heic')],
    ['video', ftyp('isom', 'mp42')],
    ['svg', bytes('\n <svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['svg', bytes('<?xml version="1.0"?>\n<!-- drawn --><SVG/>')],
    ['web-page', bytes('<!DOCTYPE html><html>')],
    ['text', bytes('just words')],
    ['text', bytes('<?xml version="1.0"?><note/>')],
    ['pdf', bytes('%PDF-1.7')],
    ['tiff', bytes('II*\0')],
    ['tiff', bytes('MM\0*')],
    ['psd', bytes('8BPS', 0, 1)],
    ['zip', bytes('PK\x03\x04')],
    ['jpeg-xl', bytes(0xff, 0x0a, 1)],
    ['jpeg-2000', bytes(0, 0, 0, 12, 'jP  ')],
    ['icon', bytes(0, 0, 1, 0, 1, 0)],
    ['unknown', bytes(1, 2, 3, 4)],
  ])('%s', (format, file) => expect(sniff(file)).toBe(format));

  it('looks at the bytes, whatever their view begins with', () => {
    const buffer = bytes(9, 9, 9, ftyp('avif'));
    expect(sniff(buffer.subarray(3))).toBe('avif');
  });
});

describe('refuseFormat', () => {
  it('names the file, what it is and what to do', () => {
    const format = sniff(bytes('<svg/>'));
    expect(isOpenable(format)).toBe(false);
    const fault = refuseFormat('svg', '<b>logo</b>.svg');
    expect(fault.message).toBe('“<b>logo</b>.svg” is an SVG drawing, which has no pixels of its own.');
    expect(fault.hint).toContain('PNG');
    expect(refuseFormat('empty', '').message).toBe('This file is empty: it has no bytes.');
  });
});
