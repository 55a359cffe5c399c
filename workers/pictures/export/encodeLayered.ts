import { toSrgb } from '../../maps/colours/convert';
import type { Rect, Size } from '../../protocol/geometry';
import type { ExportedLayer, ExportedRun, LayeredForm } from '../../protocol/pictures';
import { pictureColours } from '../colours/pictureColours';
import { encodePng } from '../png/encodePng';
import { atOnce, type Turn } from '../png/turn';
import { withProfile } from './psdProfile';
import { notesToKeep, recipeTexts, xmpIn, xmpOf } from './recipeText';

/** A layer with its pixels: RGBA of its rectangle, or one byte a pixel of a map. */
type LayerPixels = ExportedLayer & { readonly pixels: Uint8Array };

/** A picture in layers, from bottom to top, and all of it flattened. */
interface LayeredPicture extends Size {
  /** RGBA, straight alpha. */
  readonly flat: Uint8Array;
  readonly layers: readonly LayerPixels[];
  readonly icc: Uint8Array | null;
  readonly notes: Uint8Array | null;
}

const clamped = (bytes: Uint8Array) => new Uint8ClampedArray(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);

/** RGBA of a map's greys. */
function greyPixels(map: Uint8Array): Uint8Array {
  const rgba = new Uint8Array(map.length * 4);
  for (let i = 0, to = 0; i < map.length; i++, to += 4) {
    rgba.fill(map[i] as number, to, to + 3);
    rgba[to + 3] = 255;
  }
  return rgba;
}

const edges = ({ x, y, width, height }: Rect) => ({ left: x, top: y, right: x + width, bottom: y + height });

/**
 * Layers as a PSD: the source at the bottom, results over it, and each map as the mask of a white layer that is not shown. The colour
 * profile goes along.
 */
async function encodePsd({ width, height, flat, layers, icc, notes }: LayeredPicture, about: ExportedRun | null) {
  // A large library that nobody needs before a PSD is asked for.
  const { writePsdUint8Array } = await import('ag-psd');
  const colours = icc === null ? pictureColours(null, notes) : null;
  const seen = (rgba: Uint8Array) => (colours ? toSrgb(rgba, 4, colours) : rgba);
  const image = (rgba: Uint8Array, size: Size) => ({ data: clamped(rgba), width: size.width, height: size.height });
  const xmp = about?.recipe ? xmpOf(notes) : about && xmpIn(notes);
  const psd = writePsdUint8Array({
    width,
    height,
    imageData: image(seen(flat), { width, height }),
    ...(xmp ? { imageResources: { xmpMetadata: xmp } } : {}),
    children: layers.map(({ name, rect, visible, opacity, kind, pixels }) => ({
      ...{ name, opacity, hidden: !visible, ...edges(rect) },
      ...(kind === 'map'
        ? {
            imageData: image(new Uint8Array(pixels.length * 4).fill(255), rect),
            mask: { ...edges(rect), defaultColor: 0, imageData: image(greyPixels(pixels), rect) },
          }
        : { imageData: image(seen(pixels), rect) }),
    })),
  });
  return icc ? withProfile(psd, icc) : psd.slice();
}

const thumbnailPx = 256;

function thumbnailOf(rgba: Uint8Array, { width, height }: Size): Size & { readonly rgba: Uint8Array } {
  const scale = Math.min(1, thumbnailPx / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const small = new Uint8Array(size.width * size.height * 4);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const from = (Math.floor(((y + 0.5) * height) / size.height) * width + Math.floor(((x + 0.5) * width) / size.width)) * 4;
      small.set(rgba.subarray(from, from + 4), (y * size.width + x) * 4);
    }
  }
  return { ...size, rgba: small };
}

const inAttribute = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;');

/** Layers as an OpenRaster file: a zip of PNGs with their order, topmost first, in `stack.xml`; maps as grey layers that are not shown. */
async function encodeOra(
  { width, height, flat, layers, icc, notes }: LayeredPicture,
  about: ExportedRun | null,
  turn: Turn = atOnce,
): Promise<Uint8Array<ArrayBuffer>> {
  const { zipSync } = await import('fflate');
  const colours = notesToKeep(notes, null);
  const png = (size: Size, rgba: Uint8Array) => encodePng({ width: size.width, height: size.height, rgba, icc, notes: colours }, turn);
  const text = about ? recipeTexts(about, notes) : [];
  const files: Record<string, Uint8Array> = { mimetype: new TextEncoder().encode('image/openraster') };
  const entries: string[] = [];
  for (const [i, { name, rect, visible, opacity, kind, pixels }] of layers.entries()) {
    const src = `data/layer${i}.png`;
    files[src] = await png(rect, kind === 'map' ? greyPixels(pixels) : pixels);
    entries.unshift(
      `<layer name="${inAttribute(name)}" src="${src}" x="${rect.x}" y="${rect.y}" opacity="${opacity}" ` +
        `visibility="${visible ? 'visible' : 'hidden'}" composite-op="svg:src-over"/>`,
    );
  }
  files['stack.xml'] = new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
      `<image version="0.0.3" w="${width}" h="${height}"><stack>${entries.join('')}</stack></image>\n`,
  );
  files['mergedimage.png'] = await encodePng({ width, height, rgba: flat, icc, notes: notesToKeep(notes, about), text }, turn);
  const small = thumbnailOf(flat, { width, height });
  files['Thumbnails/thumbnail.png'] = await png(small, small.rgba);
  // PNGs are packed already, and the type must stand in the file as it is.
  return zipSync(files, { level: 0 }) as Uint8Array<ArrayBuffer>;
}

/** Layers in either form. */
export const encodeLayered = (picture: LayeredPicture, about: ExportedRun | null, form: LayeredForm, turn?: Turn) =>
  form === 'psd' ? encodePsd(picture, about) : encodeOra(picture, about, turn);
