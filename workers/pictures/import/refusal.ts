import { Fault } from '../../protocol/faults';
import type { RefusedFormat } from './sniff';

const saveAsPng = 'Save it as a PNG or JPEG in the program it comes from, then open that.';

const words: Readonly<Record<RefusedFormat, readonly [string, string]>> = {
  empty: ['is empty: it has no bytes', 'Copy or download it again.'],
  svg: ['is an SVG drawing, which has no pixels of its own', 'Export it as a PNG at the size you want, then open that.'],
  heic: [
    'is a HEIC photo, which browsers cannot read',
    'Save it as a JPEG or PNG first (phones can be set to take “most compatible” photos).',
  ],
  tiff: ['is a TIFF or camera raw file, which browsers cannot read', saveAsPng],
  pdf: ['is a PDF document, not a picture', 'Export the page as a PNG, then open that.'],
  psd: ['is a Photoshop document', 'Save a flattened copy as a PNG, then open that.'],
  'jpeg-xl': ['is a JPEG XL picture, which most browsers cannot read', saveAsPng],
  'jpeg-2000': ['is a JPEG 2000 picture, which browsers cannot read', saveAsPng],
  icon: ['is an icon file', saveAsPng],
  zip: ['is an archive or a document, not a picture', 'Take the picture out of it and open that.'],
  video: ['is a sound or video file', 'Save one frame of it as a PNG, then open that.'],
  'web-page': ['is a web page, not a picture', 'Open the page, save the picture itself, then open that.'],
  text: ['is a text file, not a picture', 'Choose a PNG, JPEG, WebP, GIF, AVIF or BMP file.'],
  unknown: ['is not a picture that Sfumato knows', 'Choose a PNG, JPEG, WebP, GIF, AVIF or BMP file.'],
};

/** The fault that names what a file is and says what to do instead. `name` is shown as plain text. */
export function refuseFormat(format: RefusedFormat, name: string): Fault {
  const [what, hint] = words[format];
  return new Fault('bad-picture', `${name === '' ? 'This file' : `“${name}”`} ${what}.`, hint);
}
