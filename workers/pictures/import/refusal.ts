import { Fault } from '../../protocol/faults';
import type { RefusedFormat } from './sniff';
import { tr } from '../../texts/texts';

const saveAsPng = tr`Save it as a PNG or JPEG in the program it comes from, then open that.`;

const words: Readonly<Record<RefusedFormat, readonly [string, string]>> = {
  empty: [tr`is empty: it has no bytes`, tr`Copy or download it again.`],
  svg: [tr`is an SVG drawing, which has no pixels of its own`, tr`Export it as a PNG at the size you want, then open that.`],
  heic: [
    tr`is a HEIC photo, which browsers cannot read`,
    tr`Save it as a JPEG or PNG first (phones can be set to take “most compatible” photos).`,
  ],
  tiff: [tr`is a TIFF or camera raw file, which browsers cannot read`, saveAsPng],
  pdf: [tr`is a PDF document, not a picture`, tr`Export the page as a PNG, then open that.`],
  psd: [tr`is a Photoshop document`, tr`Save a flattened copy as a PNG, then open that.`],
  'jpeg-xl': [tr`is a JPEG XL picture, which most browsers cannot read`, saveAsPng],
  'jpeg-2000': [tr`is a JPEG 2000 picture, which browsers cannot read`, saveAsPng],
  icon: [tr`is an icon file`, saveAsPng],
  zip: [tr`is an archive or a document, not a picture`, tr`Take the picture out of it and open that.`],
  video: [tr`is a sound or video file`, tr`Save one frame of it as a PNG, then open that.`],
  'web-page': [tr`is a web page, not a picture`, tr`Open the page, save the picture itself, then open that.`],
  text: [tr`is a text file, not a picture`, tr`Choose a PNG, JPEG, WebP, GIF, AVIF or BMP file.`],
  unknown: [tr`is not a picture that Sfumato knows`, tr`Choose a PNG, JPEG, WebP, GIF, AVIF or BMP file.`],
};

/** The fault that names what a file is and says what to do instead. `name` is shown as plain text. */
export function refuseFormat(format: RefusedFormat, name: string): Fault {
  const [what, hint] = words[format];
  return new Fault('bad-picture', name === '' ? tr`This file ${what}.` : tr`“${name}” ${what}.`, hint);
}
