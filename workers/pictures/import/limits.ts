import { Fault } from '../../protocol/faults';
import type { Size } from '../../protocol/geometry';
import { maximumSidePx } from '../../protocol/recipe';
import { tr } from '../../texts/texts';
import { locale } from '../../texts/languages';

/** Most pixels of a picture: 67 million, the largest square that the sides allow. */
export const maximumPixels = maximumSidePx * maximumSidePx;
/** Largest file that is read into memory at all. */
export const maximumFileBytes = 512 * 1024 * 1024;
/** Largest colour profile that is kept; real ones have at most a few megabytes. */
export const maximumIccBytes = 4 * 1024 * 1024;

const grouped = (count: number): string => count.toLocaleString(locale());

/**
 * Refuses a size that cannot be opened, in a sentence, before anything is decoded.
 * @throws Fault 'bad-picture' for zero sides, sides over `maximumSidePx` and more than `maximumPixels` pixels.
 */
export function checkPictureSize({ width, height }: Size): void {
  if (width < 1 || height < 1)
    throw new Fault('bad-picture', tr`The picture file says that it has no pixels.`, tr`Save it anew from the program that made it.`);
  if (width <= maximumSidePx && height <= maximumSidePx && width * height <= maximumPixels) return;
  throw new Fault(
    'bad-picture',
    tr`The picture is ${grouped(width)} × ${grouped(height)} pixels; Sfumato opens pictures of up to ${grouped(maximumSidePx)} pixels a side.`,
    tr`Scale it down or cut out the part to be edited, then open that.`,
  );
}

/** @throws Fault 'bad-picture' for a file too large to be read into memory. */
export function checkFileSize(sizeBytes: number): void {
  if (sizeBytes <= maximumFileBytes) return;
  throw new Fault(
    'bad-picture',
    tr`The file is ${grouped(Math.round(sizeBytes / 1e6))} MB large; Sfumato opens files of up to ${grouped(Math.round(maximumFileBytes / 1e6))} MB.`,
    tr`Save the picture as a PNG or JPEG of its own and open that.`,
  );
}
