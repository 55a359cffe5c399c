import { toSrgb } from '../../maps/colours/convert';
import { Fault } from '../../protocol/faults';
import type { ExportedRun, LossyFormat } from '../../protocol/pictures';
import { pictureColours } from '../colours/pictureColours';
import { recipeStatement } from '../metadata/xmpRecipe';
import type { PngPicture } from '../png/encodePng';
import { intoJpeg, intoWebp, type BesidePixels } from './besidePixels';
import { exifBlock } from './exifBlock';
import { parametersText } from './parametersText';
import type { PlatformEncoder } from './platformEncoder';
import { xmpIn, xmpOf } from './recipeText';
import { tr } from '../../texts/texts';

interface Lossy {
  readonly format: LossyFormat;
  readonly quality: number;
  /** Longest side, in pixels; null: as it is. */
  readonly sidePx: number | null;
}

/** What a JPEG's segment of XMP holds at most. */
const mostXmpBytes = 65_000;

function xmpFor(notes: Uint8Array | null, { recipe }: ExportedRun): string | null {
  if (recipe === null) return xmpIn(notes);
  const statement = recipeStatement(JSON.stringify(recipe));
  const fits = (xmp: string) => new TextEncoder().encode(xmp).length <= mostXmpBytes;
  return [xmpOf(notes, statement), xmpOf(null, statement), xmpOf(null)].find(fits) ?? null;
}

/** Over white, since JPEG has no transparency. */
function overWhite(rgba: Uint8Array): Uint8Array {
  const flat = new Uint8Array(rgba.length);
  for (let i = 0; i < rgba.length; i += 4) {
    const alpha = (rgba[i + 3] as number) / 255;
    for (let c = 0; c < 3; c++) flat[i + c] = Math.round((rgba[i + c] as number) * alpha + 255 * (1 - alpha));
    flat[i + 3] = 255;
  }
  return flat;
}

/**
 * A picture in a format that loses detail, by the platform's encoder; with `parameters` in EXIF, recipe and source type in XMP. Numbers
 * keep their profile; where what they mean is told otherwise, they become sRGB's. AVIF carries pixels alone, in sRGB.
 * @param about null: nothing is told of how it was made
 * @throws Fault 'bad-picture' where the platform does not write it
 */
export async function encodeLossy(
  { width, height, rgba, icc, notes = null }: Omit<PngPicture, 'text'>,
  about: ExportedRun | null,
  { format, quality, sidePx }: Lossy,
  encode: PlatformEncoder,
): Promise<Uint8Array<ArrayBuffer>> {
  const colours = pictureColours(icc, notes);
  const keepsProfile = icc !== null && format !== 'avif';
  const inSrgb = colours && !keepsProfile ? toSrgb(rgba, 4, colours) : rgba;
  const scale = sidePx === null ? 1 : Math.min(1, sidePx / Math.max(width, height));
  const to = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const encoded = await encode(format === 'jpeg' ? overWhite(inSrgb) : inSrgb, { width, height }, { format, quality, to });
  if (!encoded)
    throw new Fault(
      'bad-picture',
      tr`This browser does not write ${format.toUpperCase()} at ${to.width} × ${to.height} pixels.`,
      tr`Export it as PNG, or smaller.`,
    );
  const beside: BesidePixels = {
    exif: about?.recipe ? exifBlock(parametersText(about.recipe, about.scheduler)) : null,
    xmp: about ? xmpFor(notes, about) : null,
    icc: keepsProfile ? icc : null,
  };
  if (format === 'jpeg') return intoJpeg(encoded, beside);
  return format === 'webp' ? intoWebp(encoded, beside) : encoded.slice();
}
