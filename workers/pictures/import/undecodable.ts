import { Fault } from '../../protocol/faults';
import { brokenOff } from './byteReader';
import type { PictureHeader } from './pictureHeader';
import { tr } from '../../texts/texts';

const titles = { jpeg: 'JPEG', webp: 'WebP', gif: 'GIF', avif: 'AVIF', bmp: 'BMP', png: 'PNG' } as const;

/** Whether a file ends before it says that it does; only of formats that say. */
function endsEarly({ format }: PictureHeader, bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (format === 'webp') return bytes.length >= 8 && view.getUint32(4, true) + 8 > bytes.length;
  if (format === 'bmp') return bytes.length >= 14 && view.getUint32(10, true) >= bytes.length;
  if (format === 'jpeg') return !endsWithMarker(bytes);
  return false;
}

/** Whether JPEG's end marker stands near the end: programs append things behind it. */
function endsWithMarker(bytes: Uint8Array): boolean {
  for (let i = bytes.length - 2; i >= 0 && i >= bytes.length - 65_536; i--) if (bytes[i] === 0xff && bytes[i + 1] === 0xd9) return true;
  return false;
}

/**
 * The fault of a file whose header can be read but which the browser does not decode: that it breaks off, or is of a kind that
 * this browser lacks, is said where it is known; else that it is one of both.
 */
export function undecodable(header: PictureHeader, bytes: Uint8Array, cause: unknown): Fault {
  const title = titles[header.format];
  const hint = tr`Save it as a PNG in the program it comes from, or in another one that shows it, then open that.`;
  if (header.rare)
    return new Fault('bad-picture', tr`The picture is of a kind of ${title} that this browser cannot read.`, hint, { cause });
  if (endsEarly(header, bytes)) return brokenOff();
  return new Fault(
    'bad-picture',
    tr`This browser cannot read the ${title} file: it is of a kind that the browser does not know, or damaged.`,
    hint,
    { cause },
  );
}
